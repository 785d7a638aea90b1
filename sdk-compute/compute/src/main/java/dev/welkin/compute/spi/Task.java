package dev.welkin.compute.spi;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A program that was started. Safe for use by several threads. */
public interface Task {
    /**
     * Returns what another JVM needs to find the program again: at least an id and, for a process, its start time.
     *
     * @return a short text without secrets
     */
    String handle();

    /**
     * Returns the end to come. It completes once, when the program and everything it started is gone; never
     * exceptionally.
     *
     * @return the end
     */
    CompletableFuture<TaskEnd> ended();

    /**
     * Ends the program and everything it started: asks first, and kills after the grace. Must not touch any process
     * that is not surely the task's. Returns at once; {@link #ended} completes. Calling it again does nothing.
     *
     * @param grace how long the program may take to end by itself
     */
    void stop(Duration grace);
}
