package dev.welkin.events.internal.codec;

import io.cloudevents.CloudEvent;
import org.jspecify.annotations.Nullable;

/**
 * What stands before a stored event, so that it can be ordered without being decoded.
 *
 * @param acceptedMillis when the store accepted it, in milliseconds since 1970
 * @param key the event's key, or null
 * @param bytes how long the head is
 */
public record RecordHead(long acceptedMillis, @Nullable String key, int bytes) {
    private static final String PARTITION_KEY = "partitionkey";

    /** Writes the head of an event. */
    public static void write(long acceptedMillis, CloudEvent event, ByteWriter out) {
        Object key = event.getExtension(PARTITION_KEY);
        out.i64(acceptedMillis);
        out.u8(key == null ? 0 : 1);
        if (key != null) {
            out.text(key.toString());
        }
    }

    /** Reads a head; CORRUPTED if the bytes are none. */
    public static RecordHead read(byte[] bytes, int from, int length) {
        ByteReader in = new ByteReader(bytes, from, length);
        long millis = in.i64();
        String key = in.u8() == 0 ? null : in.text();
        return new RecordHead(millis, key, in.position() - from);
    }
}
