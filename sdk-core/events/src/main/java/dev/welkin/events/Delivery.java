package dev.welkin.events;

import dev.welkin.CloudException;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.time.Instant;

/** One delivery of an event to a handler. Used on the handler's threads while it runs. */
public interface Delivery {
    /**
     * Returns the event itself.
     *
     * @return the event
     */
    CloudEvent event();

    /**
     * Returns how often the event was delivered, this time included.
     *
     * @return 1 for the first time
     */
    int attempt();

    /**
     * Returns until when the event is reserved for this handler; extended by itself while the handler runs, up to the
     * options' maxProcessing.
     *
     * @return the time, on the Cloud's clock
     */
    Instant leaseUntil();

    /**
     * Reserves the event anew, also beyond maxProcessing.
     *
     * @param lease how long from now
     */
    void extend(Duration lease);

    /**
     * Publishes an event that follows from this one. It is stored before this delivery is acknowledged; if it cannot
     * be, this event comes again. Unless it has them, it gets this event's {@code traceparent}, {@code tracestate} and
     * {@code partitionkey}, and this event's id as {@code causationid}.
     *
     * @param topic where to
     * @param event the event
     * @throws CloudException if it cannot be sent at all
     */
    void emit(String topic, CloudEvent event);
}
