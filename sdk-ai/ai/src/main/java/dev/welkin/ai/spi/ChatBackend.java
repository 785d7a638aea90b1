package dev.welkin.ai.spi;

import dev.welkin.spi.Backend;

/** Makes chat drivers; found by {@link java.util.ServiceLoader}. */
public interface ChatBackend extends Backend<ChatDriver> {}
