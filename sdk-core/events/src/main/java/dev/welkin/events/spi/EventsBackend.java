package dev.welkin.events.spi;

import dev.welkin.spi.Backend;

/** Makes drivers of events for the schemes it knows; found by {@link java.util.ServiceLoader}. */
public interface EventsBackend extends Backend<EventsDriver> {}
