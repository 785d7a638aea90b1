package dev.welkin.compute.spi;

import dev.welkin.spi.Backend;

/** Makes compute drivers; found by {@link java.util.ServiceLoader}. */
public interface ComputeBackend extends Backend<ComputeDriver> {}
