package dev.welkin.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The one clock of a Cloud: retries, leases, delays and retention run on it, so that a test can move time by hand.
 * Implementations are safe for use by several threads.
 */
public interface CloudClock extends AutoCloseable {
    /**
     * Returns the time of day.
     *
     * @return now
     */
    Instant now();

    /**
     * Returns a monotonic reading for measuring spans.
     *
     * @return nanoseconds from an arbitrary origin
     */
    long nanoTime();

    /**
     * Waits. A manual clock moves itself forward by the wait and returns at once.
     *
     * @param wait how long; zero or less returns at once
     * @throws InterruptedException if the thread is interrupted before or while waiting
     */
    void sleep(Duration wait) throws InterruptedException;

    /**
     * Runs a task later, on a thread of the clock: the task must be short and hand real work to an executor.
     *
     * @param delay how long from now; zero or less means as soon as possible
     * @param task what to run; an exception it throws is logged and goes no further
     * @return a handle to cancel it
     * @throws dev.welkin.CloudException CLOSED if the clock is closed
     */
    Timer schedule(Duration delay, Runnable task);

    /** A task that waits for its time. */
    interface Timer {
        /**
         * Cancels the task if it has not started; later calls do nothing.
         *
         * @return true if the task will not run
         */
        boolean cancel();
    }

    /**
     * Returns the system's clock. Its one timer thread starts with the first scheduled task and ends after a few idle
     * seconds.
     *
     * @return a new clock
     */
    static CloudClock system() {
        return new SystemClock();
    }

    /**
     * Ends the clock's timer thread, if it has one; tasks that wait are dropped. A Cloud closes the clock it made
     * itself, not one that was given to it. By default does nothing.
     */
    @Override
    default void close() {}
}
