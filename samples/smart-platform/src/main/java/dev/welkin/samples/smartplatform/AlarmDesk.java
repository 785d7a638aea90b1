package dev.welkin.samples.smartplatform;

import dev.welkin.events.EventBus;
import dev.welkin.events.EventPublisher;
import dev.welkin.events.Subscription;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Where alarms arrive, as events of their own; an alarm that comes twice counts once. Measures the time from the
 * reading's publishing to the alarm's arrival.
 */
final class AlarmDesk implements AutoCloseable {
    private static final String TOPIC = "alarms";

    private final EventPublisher publisher;
    private final Subscription subscription;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Long> latencies = new ConcurrentLinkedQueue<>();

    AlarmDesk(EventBus bus) {
        publisher = bus.publisher(TOPIC);
        subscription = bus.subscribe(TOPIC, "desk", (event, delivery) -> arrived(event));
    }

    void raise(Alarm alarm, SensorReading reading) {
        publisher.publishAsync(CloudEventBuilder.v1()
                .withId(alarm.id())
                .withSource(URI.create("urn:welkin:smart-platform"))
                .withType("dev.welkin.samples.alarm")
                .withData("text/plain", Long.toString(reading.publishedMicros()).getBytes(StandardCharsets.UTF_8))
                .build());
    }

    /** Returns once all alarms raised so far are durable. */
    void flush() {
        publisher.flush();
    }

    /**
     * Returns the 99th percentile in milliseconds, once what is under way has arrived; NaN if this run saw no alarm.
     */
    double p99Millis() {
        subscription.drain(Duration.ofSeconds(10));
        long[] sorted = latencies.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(sorted.length * 0.99) - 1] / 1000.0;
    }

    private void arrived(CloudEvent event) {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        byte[] published =
                Objects.requireNonNull(event.getData(), "an alarm has data").toBytes();
        if (seen.add(event.getId())) {
            latencies.add(now - Long.parseLong(new String(published, StandardCharsets.UTF_8)));
        }
    }

    @Override
    public void close() {
        subscription.close();
    }
}
