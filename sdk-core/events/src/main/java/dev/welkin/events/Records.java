package dev.welkin.events;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.events.internal.Json;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;

/** The JSON data of events as records. */
final class Records {
    private Records() {}

    static <T> T decode(Json json, CloudEvent event, Class<T> type) {
        CloudEventData data = event.getData();
        if (data == null) {
            throw CloudException.builder(
                            ErrorCode.CORRUPTED, "The event has no data where a " + type.getSimpleName() + " is wanted")
                    .reason("undecodable")
                    .build();
        }
        return json.read(data.toBytes(), type);
    }

    /** Wraps a handler of records: what does not decode is rejected without reaching it. */
    static <T> EventHandler handler(Json json, Class<T> type, RecordHandler<T> handler) {
        return (event, delivery) -> {
            T record;
            try {
                record = decode(json, event, type);
            } catch (CloudException e) {
                throw new RejectException(String.valueOf(e.getMessage()), e);
            }
            handler.handle(record, delivery);
        };
    }
}
