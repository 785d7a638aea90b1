package dev.welkin.events.spi;

import dev.welkin.CloudException;
import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.util.Optional;

/** An event that is reserved for one receiver for a while. Safe for use by several threads. */
public interface Lease {
    /**
     * Returns the event.
     *
     * @return the event
     * @throws CloudException CORRUPTED if what is stored is not an event
     */
    CloudEvent event();

    /**
     * Returns the key that orders the event among others, {@code partitionkey} in CloudEvents' partitioning extension.
     *
     * @return the key, or empty if the event has none or the receiver is not ordered
     */
    Optional<String> key();

    /**
     * Returns how often the event was delivered, this time included.
     *
     * @return 1 for the first time
     */
    int attempt();

    /**
     * Returns how much the event counts for {@link ReceiveRequest#maxBytes}.
     *
     * @return about the size in memory
     */
    int sizeBytes();

    /**
     * Returns when the lease ends unless it is extended.
     *
     * @return the time, on the Cloud's clock
     */
    Instant until();

    /**
     * Tells whether the lease still stands, as far as this side knows.
     *
     * @return false once it has expired, was taken back or is settled
     */
    boolean held();
}
