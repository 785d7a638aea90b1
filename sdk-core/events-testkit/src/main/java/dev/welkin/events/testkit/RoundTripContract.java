package dev.welkin.events.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.events.Leased;
import dev.welkin.events.PullSubscription;
import dev.welkin.events.Receipt;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.data.BytesCloudEventData;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What goes in comes out: attributes, extensions and data of every kind, up to the largest event. */
public abstract class RoundTripContract extends EventsContract {
    /** For a backend's test. */
    protected RoundTripContract() {}

    @Test
    void everyAttributeComesBack() {
        CloudEvent sent = CloudEventBuilder.v1()
                .withId("一 id with ünïcode")
                .withSource(URI.create("https://example.com/plant?unit=7"))
                .withType("plant.reading")
                .withSubject("boiler/7")
                .withDataSchema(URI.create("https://example.com/schema"))
                .withTime(OffsetDateTime.parse("2026-02-03T04:05:06.123456789+02:00"))
                .withExtension("partitionkey", "k")
                .withExtension("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .withExtension("answer", 42)
                .withExtension("flag", true)
                .withData("application/octet-stream", new byte[] {0, 1, -1})
                .build();

        assertThat(roundTrip(sent)).isEqualTo(sent);
    }

    @Test
    void aVersion03EventComesBack() {
        CloudEvent sent = CloudEventBuilder.v03()
                .withId("1")
                .withSource(URI.create("/kit"))
                .withType("old")
                .build();

        assertThat(roundTrip(sent)).isEqualTo(sent);
    }

    @Test
    void dataMayBeMissingEmptyOrBinary() {
        CloudEvent missing = CloudEventBuilder.from(event("1")).withoutData().build();
        CloudEvent empty =
                CloudEventBuilder.from(event("2")).withData(new byte[0]).build();
        byte[] all = new byte[256];
        IntStream.range(0, 256).forEach(i -> all[i] = (byte) i);
        CloudEvent binary = CloudEventBuilder.from(event("3")).withData(all).build();

        assertThat(roundTrip(missing).getData()).isNull();
        assertThat(roundTrip(empty)).isEqualTo(empty);
        assertThat(roundTrip(binary)).isEqualTo(binary);
    }

    @Test
    void aRecordComesBack() {
        Reading sent = new Reading("boiler", Instant.parse("2026-01-02T03:04:05.678Z"), 12.5, List.of("a", "b"));
        String topic = newTopic();
        try (PullSubscription pull = bus().pull(topic, "g")) {
            Receipt receipt = bus().publisher(topic).publish("plant.reading", sent, "boiler");

            Leased leased = pull.pull(10, Duration.ofSeconds(10)).get(0);
            assertThat(leased.as(Reading.class)).isEqualTo(sent);
            assertThat(leased.event().getId()).isEqualTo(receipt.eventId());
            assertThat(leased.event().getExtension("partitionkey")).isEqualTo("boiler");
            assertThat(leased.event().getTime()).isNotNull();
            assertThat(leased.ack()).isTrue();
        }
    }

    @Test
    void anEventJustBelowTheLimitComesBack() {
        int limit = maxEventBytes();
        byte[] data = new byte[limit - 1024];
        Arrays.fill(data, (byte) 7);
        CloudEvent large = CloudEventBuilder.from(event("large")).withData(data).build();

        assertThat(roundTrip(large).getData()).isEqualTo(BytesCloudEventData.wrap(data));
    }

    @Test
    void anEventAboveTheLimitIsRefused() {
        CloudEvent huge = CloudEventBuilder.from(event("huge"))
                .withData(new byte[maxEventBytes() + 1])
                .build();

        assertThatThrownBy(() -> bus().publisher(newTopic()).publish(huge))
                .isInstanceOfSatisfying(CloudException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
                    assertThat(e.reason()).isEqualTo("event_too_large");
                    assertThat(e).hasMessageContaining("huge").hasMessageContaining("maxEventBytes");
                });
    }

    @Test
    void aBatchComesBackInOrder() {
        String topic = newTopic();
        List<CloudEvent> batch =
                IntStream.range(0, 2000).mapToObj(i -> event("e" + i)).toList();
        List<Receipt> receipts = bus().publisher(topic).publishAll(batch);

        assertThat(receipts).hasSize(2000).extracting(Receipt::eventId).startsWith("e0", "e1", "e2");
        try (PullSubscription pull = bus().pull(topic, "g")) {
            for (int i = 0; i < 2000; ) {
                for (Leased leased : pull.pull(500, Duration.ofSeconds(10))) {
                    assertThat(leased.event()).isEqualTo(batch.get(i++));
                    leased.ack();
                }
            }
            assertThat(pull.pull(1, Duration.ZERO)).isEmpty();
        }
    }

    private int maxEventBytes() {
        return Math.toIntExact(bus().capabilities().limit("maxEventBytes").orElse(256 * 1024));
    }

    private CloudEvent roundTrip(CloudEvent sent) {
        String topic = newTopic();
        bus().publisher(topic).publish(sent);
        try (PullSubscription pull = bus().pull(topic, "g")) {
            List<Leased> got = pull.pull(10, Duration.ofSeconds(10));
            assertThat(got).hasSize(1);
            got.get(0).ack();
            return Objects.requireNonNull(got.get(0).event());
        }
    }

    /**
     * A record with what records have.
     *
     * @param sensor a text
     * @param time a time
     * @param value a number
     * @param tags a list
     */
    record Reading(String sensor, Instant time, double value, List<String> tags) {}
}
