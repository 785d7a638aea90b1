package dev.welkin.events.internal.engine;

import dev.welkin.events.internal.codec.ByteWriter;
import dev.welkin.events.internal.codec.EventCodec;
import dev.welkin.events.internal.codec.RecordHead;
import io.cloudevents.CloudEvent;

/** A record as it is stored: when it was accepted, the event's key, the event. Immutable. */
public final class Stored {
    private final long offset;
    private final byte[] bytes;
    private final int from;
    private final int length;

    /** Wraps a part of an array that is never changed. */
    public Stored(long offset, byte[] bytes, int from, int length) {
        this.offset = offset;
        this.bytes = bytes;
        this.from = from;
        this.length = length;
    }

    /** Writes the record of an event. */
    public static void write(long acceptedMillis, CloudEvent event, ByteWriter out) {
        RecordHead.write(acceptedMillis, event, out);
        EventCodec.write(event, out);
    }

    /** Returns its place in the topic. */
    public long offset() {
        return offset;
    }

    /** Returns how many bytes it has. */
    public int length() {
        return length;
    }

    /** Reads the head: time and key. */
    public RecordHead head() {
        return RecordHead.read(bytes, from, length);
    }

    /** Reads the event; CORRUPTED if it is none. */
    public CloudEvent event() {
        int skip = head().bytes();
        return EventCodec.read(bytes, from + skip, length - skip);
    }
}
