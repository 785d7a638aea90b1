package dev.welkin.events;

/**
 * Handles the JSON data of events as records; otherwise as {@link EventHandler}. An event whose data does not decode
 * never gets here: it goes to the dead-letter topic at once.
 *
 * @param <T> the records' type
 */
@FunctionalInterface
public interface RecordHandler<T> {
    /**
     * Handles one record.
     *
     * @param record the event's data
     * @param delivery this delivery of it; {@link Delivery#event()} is the event itself
     * @throws Exception to have the event again later
     */
    void handle(T record, Delivery delivery) throws Exception;
}
