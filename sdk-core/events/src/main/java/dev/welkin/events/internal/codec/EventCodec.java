package dev.welkin.events.internal.codec;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.data.BytesCloudEventData;
import io.cloudevents.core.v1.CloudEventV1;
import io.cloudevents.rw.CloudEventRWException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents as compact bytes: a version, the spec version, which optional attributes there are, the attributes, the
 * extensions with their types, the data. Stateless.
 */
public final class EventCodec {
    private static final int VERSION = 1;
    private static final int V03 = 0;
    private static final int V1 = 1;

    private static final int HAS_CONTENT_TYPE = 1;
    private static final int HAS_SCHEMA = 2;
    private static final int HAS_SUBJECT = 4;
    private static final int HAS_TIME = 8;
    private static final int HAS_DATA = 16;
    private static final int KNOWN_FLAGS = 31;

    private EventCodec() {}

    /** Writes an event; INVALID_ARGUMENT for an extension of a type that CloudEvents does not have. */
    public static void write(CloudEvent event, ByteWriter out) {
        CloudEventData data = event.getData();
        out.u8(VERSION);
        out.u8(event.getSpecVersion() == SpecVersion.V1 ? V1 : V03);
        out.u8(flags(event, data));
        out.text(event.getId());
        out.text(event.getSource().toString());
        out.text(event.getType());
        optional(event.getDataContentType(), out);
        optional(event.getDataSchema(), out);
        optional(event.getSubject(), out);
        if (event.getTime() != null) {
            Times.write(event.getTime(), out);
        }
        Set<String> extensions = event.getExtensionNames();
        out.varint(extensions.size());
        for (String name : extensions) {
            out.text(name);
            ExtensionCodec.write(name, event.getExtension(name), out);
        }
        if (data != null) {
            out.blob(data.toBytes());
        }
    }

    /** Reads an event; CORRUPTED if the bytes are none. */
    public static CloudEvent read(byte[] bytes, int from, int length) {
        ByteReader in = new ByteReader(bytes, from, length);
        try {
            CloudEvent event = read(in);
            if (in.hasMore()) {
                throw ByteReader.corrupted("bytes behind its end");
            }
            return event;
        } catch (IllegalArgumentException | IllegalStateException | DateTimeException | CloudEventRWException e) {
            throw CloudException.builder(ErrorCode.CORRUPTED, "A stored event has an attribute that cannot be")
                    .reason("undecodable")
                    .cause(e)
                    .build();
        }
    }

    private static CloudEvent read(ByteReader in) {
        if (in.u8() != VERSION) {
            throw ByteReader.corrupted("a format this version of Welkin does not know");
        }
        int spec = in.u8();
        int flags = in.u8();
        if (spec > V1 || flags > KNOWN_FLAGS) {
            throw ByteReader.corrupted("a spec version or flags that cannot be");
        }
        String id = in.text();
        URI source = URI.create(in.text());
        String type = in.text();
        String contentType = optional(flags, HAS_CONTENT_TYPE, in, ByteReader::text);
        URI schema = optional(flags, HAS_SCHEMA, in, r -> URI.create(r.text()));
        String subject = optional(flags, HAS_SUBJECT, in, ByteReader::text);
        OffsetDateTime time = optional(flags, HAS_TIME, in, Times::read);
        Map<String, Object> extensions = extensions(in);
        CloudEventData data = optional(flags, HAS_DATA, in, r -> BytesCloudEventData.wrap(r.blob()));
        CloudEvent event = new CloudEventV1(id, source, type, contentType, schema, subject, time, data, extensions);
        return spec == V1 ? event : CloudEventBuilder.v03(event).build();
    }

    private static Map<String, Object> extensions(ByteReader in) {
        int count = in.varint();
        if (count < 0) {
            throw ByteReader.corrupted("a count that cannot be");
        }
        Map<String, Object> extensions = new LinkedHashMap<>(4);
        for (int i = 0; i < count; i++) {
            String name = in.text();
            extensions.put(name, ExtensionCodec.read(in));
        }
        return extensions;
    }

    private static int flags(CloudEvent event, @Nullable CloudEventData data) {
        return flag(event.getDataContentType(), HAS_CONTENT_TYPE)
                | flag(event.getDataSchema(), HAS_SCHEMA)
                | flag(event.getSubject(), HAS_SUBJECT)
                | flag(event.getTime(), HAS_TIME)
                | flag(data, HAS_DATA);
    }

    private static int flag(@Nullable Object value, int flag) {
        return value == null ? 0 : flag;
    }

    private static void optional(@Nullable Object value, ByteWriter out) {
        if (value != null) {
            out.text(value.toString());
        }
    }

    private static <T> @Nullable T optional(int flags, int flag, ByteReader in, Function<ByteReader, T> read) {
        return (flags & flag) == 0 ? null : read.apply(in);
    }

    /** A time with its offset, to the nanosecond. */
    static final class Times {
        private Times() {}

        static void write(OffsetDateTime time, ByteWriter out) {
            out.i64(time.toEpochSecond());
            out.i32(time.getNano());
            out.i32(time.getOffset().getTotalSeconds());
        }

        static OffsetDateTime read(ByteReader in) {
            long seconds = in.i64();
            int nanos = in.i32();
            if (nanos < 0 || nanos > 999_999_999) {
                throw ByteReader.corrupted("a time that cannot be");
            }
            return java.time.Instant.ofEpochSecond(seconds, nanos).atOffset(ZoneOffset.ofTotalSeconds(in.i32()));
        }
    }
}
