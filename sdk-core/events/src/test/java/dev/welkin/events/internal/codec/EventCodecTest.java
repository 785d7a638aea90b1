package dev.welkin.events.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.data.PojoCloudEventData;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Events come back as they were; damaged bytes never come back as something else unnoticed by the codec's checks. */
class EventCodecTest {
    @Property(tries = 500)
    void anyEventComesBack(@ForAll("events") CloudEvent event) {
        byte[] bytes = write(event);
        assertThat(EventCodec.read(bytes, 0, bytes.length)).isEqualTo(event);
    }

    @Property(tries = 500)
    void aRecordKeepsKeyAndTime(@ForAll("events") CloudEvent event, @ForAll long millis) {
        ByteWriter out = new ByteWriter();
        RecordHead.write(millis, event, out);
        RecordHead head = RecordHead.read(out.array(), 0, out.size());
        assertThat(head.acceptedMillis()).isEqualTo(millis);
        assertThat(head.key()).isEqualTo(event.getExtension("partitionkey"));
        assertThat(head.bytes()).isEqualTo(out.size());
    }

    @Property(tries = 300)
    void damagedBytesGiveAnEventOrCorruptedAndNothingElse(@ForAll("events") CloudEvent event, @ForAll Random random) {
        byte[] bytes = write(event);
        for (int i = 0; i <= random.nextInt(4); i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        readOrCorrupted(bytes, bytes.length);
        readOrCorrupted(bytes, random.nextInt(bytes.length + 1));
    }

    @Property(tries = 500)
    void anyBytesGiveAnEventOrCorruptedAndNothingElse(@ForAll byte[] bytes) {
        readOrCorrupted(bytes, bytes.length);
    }

    @Test
    void anEventCutAnywhereIsCorrupted() {
        byte[] bytes = write(CloudEventBuilder.v1()
                .withId("1")
                .withSource(URI.create("/s"))
                .withType("t")
                .withTime(OffsetDateTime.parse("2026-01-01T00:00:00Z"))
                .withExtension("x", 1)
                .withData("d".getBytes(StandardCharsets.UTF_8))
                .build());
        for (int length = 0; length < bytes.length; length++) {
            int cut = length;
            assertThatThrownBy(() -> EventCodec.read(bytes, 0, cut))
                    .as("cut at %d", cut)
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED));
        }
    }

    @Test
    void otherKindsOfDataComeBackAsTheirBytes() {
        CloudEvent event = CloudEventBuilder.v1()
                .withId("1")
                .withSource(URI.create("/s"))
                .withType("t")
                .withData(PojoCloudEventData.wrap(7, n -> n.toString().getBytes(StandardCharsets.UTF_8)))
                .build();
        byte[] bytes = write(event);
        assertThat(EventCodec.read(bytes, 0, bytes.length).getData())
                .satisfies(data -> assertThat(data.toBytes()).isEqualTo("7".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anEventOfAMegabyteComesBack() {
        byte[] data = new byte[1 << 20];
        new Random(1).nextBytes(data);
        CloudEvent event = CloudEventBuilder.v1()
                .withId("1")
                .withSource(URI.create("/s"))
                .withType("t")
                .withData(data)
                .build();
        byte[] bytes = write(event);
        assertThat(EventCodec.read(bytes, 0, bytes.length)).isEqualTo(event);
    }

    @Provide
    Arbitrary<CloudEvent> events() {
        Arbitrary<String> texts = Arbitraries.strings().ofMinLength(1).ofMaxLength(40);
        Arbitrary<OffsetDateTime> times = Combinators.combine(
                        Arbitraries.longs().between(-60_000_000_000L, 200_000_000_000L),
                        Arbitraries.integers().between(0, 999_999_999),
                        Arbitraries.integers().between(-18 * 60, 18 * 60))
                .as((seconds, nanos, minutes) ->
                        Instant.ofEpochSecond(seconds, nanos).atOffset(ZoneOffset.ofTotalSeconds(minutes * 60)));
        Arbitrary<byte[]> data = Arbitraries.bytes().array(byte[].class).ofMaxSize(2000);
        return Combinators.combine(
                        texts.filter(EventCodecTest::encodable),
                        texts.filter(EventCodecTest::encodable).injectNull(0.3),
                        times.injectNull(0.3),
                        data.injectNull(0.2),
                        extensions(times),
                        Arbitraries.of(true, false))
                .as(EventCodecTest::event);
    }

    private static Arbitrary<List<Object>> extensions(Arbitrary<OffsetDateTime> times) {
        return Arbitraries.oneOf(
                        Arbitraries.strings()
                                .ofMaxLength(20)
                                .filter(EventCodecTest::encodable)
                                .map(s -> (Object) s),
                        Arbitraries.integers().map(i -> (Object) i),
                        Arbitraries.longs().map(l -> (Object) l),
                        Arbitraries.doubles().map(d -> (Object) d),
                        Arbitraries.floats().map(f -> (Object) f),
                        Arbitraries.shorts().map(s -> (Object) s),
                        Arbitraries.bytes().map(b -> (Object) b),
                        Arbitraries.bigIntegers().map(i -> (Object) i),
                        Arbitraries.bigDecimals().map(d -> (Object) d),
                        Arbitraries.of(true, false).map(b -> (Object) b),
                        Arbitraries.of("/a", "urn:x", "https://example.com/ä?b#c")
                                .map(u -> (Object) URI.create(u)),
                        times.map(t -> (Object) t))
                .list()
                .ofMaxSize(6);
    }

    private static CloudEvent event(
            String text,
            @org.jspecify.annotations.Nullable String optional,
            @org.jspecify.annotations.Nullable OffsetDateTime time,
            byte @org.jspecify.annotations.Nullable [] data,
            List<Object> extensions,
            boolean v1) {
        CloudEventBuilder builder = v1 ? CloudEventBuilder.v1() : CloudEventBuilder.v03();
        builder.withId(text)
                .withSource(URI.create("/source/" + Integer.toHexString(text.hashCode())))
                .withType(text);
        if (optional != null) {
            builder.withSubject(optional).withDataContentType(optional).withExtension("partitionkey", optional);
            builder.withDataSchema(URI.create("urn:schema"));
        }
        if (time != null) {
            builder.withTime(time);
        }
        if (data != null) {
            builder.withData(data);
        }
        for (int i = 0; i < extensions.size(); i++) {
            extend(builder, "ext" + i, extensions.get(i));
        }
        return builder.build();
    }

    private static void extend(CloudEventBuilder builder, String name, Object value) {
        if (value instanceof Number number) {
            builder.withExtension(name, number);
        } else if (value instanceof Boolean flag) {
            builder.withExtension(name, flag);
        } else if (value instanceof URI uri) {
            builder.withExtension(name, uri);
        } else if (value instanceof OffsetDateTime time) {
            builder.withExtension(name, time);
        } else {
            builder.withExtension(name, value.toString());
        }
    }

    /** Lone halves of surrogate pairs have no UTF-8. */
    private static boolean encodable(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static byte[] write(CloudEvent event) {
        ByteWriter out = new ByteWriter();
        EventCodec.write(event, out);
        return out.toBytes();
    }

    private static void readOrCorrupted(byte[] bytes, int length) {
        byte[] copy = Arrays.copyOf(bytes, length);
        try {
            assertThat(EventCodec.read(copy, 0, length).getId()).isNotNull();
        } catch (CloudException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED);
        }
    }
}
