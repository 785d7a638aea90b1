package dev.welkin.events;

import io.cloudevents.CloudEvent;

/**
 * Handles the events of a subscription. Returning acknowledges the event; throwing brings it again after a back-off, up
 * to the options' attempts; throwing {@link RejectException} sends it to the dead-letter topic at once. Called by as
 * many threads at a time as the options' concurrency says.
 */
@FunctionalInterface
public interface EventHandler {
    /**
     * Handles one event.
     *
     * @param event the event
     * @param delivery this delivery of it
     * @throws Exception to have the event again later
     */
    void handle(CloudEvent event, Delivery delivery) throws Exception;
}
