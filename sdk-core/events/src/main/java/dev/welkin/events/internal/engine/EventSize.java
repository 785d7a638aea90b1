package dev.welkin.events.internal.engine;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.config.Target;
import dev.welkin.events.internal.codec.ByteWriter;
import dev.welkin.spi.Shown;
import io.cloudevents.CloudEvent;

/** The limit on the stored size of an event. */
public final class EventSize {
    /** What holds unless {@code maxEventBytes} is set. */
    public static final int DEFAULT_MAX_BYTES = 1 << 20;

    /** The most that {@code maxEventBytes} may be: an event is held in memory as a whole. */
    private static final int MAX_BYTES = 64 << 20;

    private EventSize() {}

    /** Reads the option {@code maxEventBytes}. */
    public static int limit(Target target) {
        long bytes = target.number("maxEventBytes", DEFAULT_MAX_BYTES);
        if (bytes < 1 || bytes > MAX_BYTES) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    target.origin() + ": events." + target.name() + ": option 'maxEventBytes' is " + bytes
                            + "; it must be between 1 and " + MAX_BYTES);
        }
        return (int) bytes;
    }

    /** Writes a record, or throws INVALID_ARGUMENT if it is larger than allowed. */
    public static void write(long acceptedMillis, CloudEvent event, ByteWriter out, int maxBytes) {
        Stored.write(acceptedMillis, event, out);
        if (out.size() > maxBytes) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            "The event " + Shown.of(event.getId()) + " has " + out.size() + " bytes, more than the "
                                    + maxBytes + " allowed; store its data in a bucket and publish the key,"
                                    + " or raise maxEventBytes")
                    .reason("event_too_large")
                    .operation("events.publish")
                    .build();
        }
    }
}
