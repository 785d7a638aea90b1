package dev.welkin.spi;

import java.time.Duration;

/** Something shared that takes time to close: running jobs, subscriptions, calls in flight. */
public interface Drainable extends AutoCloseable {
    /**
     * Stops taking new work, lets what runs come to its end, and cuts off what is not done in time. Later calls do
     * nothing.
     *
     * @param within what is left of the time that the Cloud's close was given; zero means at once
     */
    void close(Duration within);

    /** Closes within 30 seconds. */
    @Override
    default void close() {
        close(Duration.ofSeconds(30));
    }
}
