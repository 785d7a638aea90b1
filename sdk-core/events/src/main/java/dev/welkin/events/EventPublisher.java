package dev.welkin.events;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.ObservedCalls;
import dev.welkin.events.Waves.Wave;
import dev.welkin.events.internal.EventIds;
import dev.welkin.events.internal.Json;
import dev.welkin.events.spi.EventsDriver;
import dev.welkin.time.CloudClock;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Publishes to one topic. A receipt means that the backend has the event as durably as it promises. Events that one
 * thread publishes are stored in the order it publishes them; among those of one key, subscribers see that order. Safe
 * for use by several threads; nothing to close.
 */
public final class EventPublisher {
    /** The name of CloudEvents' partitioning extension: the key that orders an event among others. */
    public static final String PARTITION_KEY = "partitionkey";

    private final String topic;
    private final PublishOptions options;
    private final EventsDriver driver;
    private final CloudClock clock;
    private final Completions completions;
    private final Json json;
    private final EventIds ids;
    private final ObservedCalls calls;
    private final Waves waves;
    private final Outstanding outstanding = new Outstanding();

    EventPublisher(String topic, PublishOptions options, BusParts parts) {
        this.topic = topic;
        this.options = options;
        this.driver = parts.driver();
        this.clock = parts.context().clock();
        this.completions = parts.completions();
        this.json = parts.json();
        this.ids = parts.ids();
        this.calls = parts.calls();
        this.waves = new Waves(topic, calls, completions);
    }

    /**
     * Publishes an event and waits for its receipt. Its key is the extension {@code partitionkey}.
     *
     * @param event the event
     * @return the receipt
     * @throws CloudException INVALID_ARGUMENT if the event is too large, AMBIGUOUS if no receipt came in time, or what
     *     the backend says
     */
    public Receipt publish(CloudEvent event) {
        return publishAll(List.of(event)).get(0);
    }

    /**
     * Publishes a record as JSON, without a key.
     *
     * @param type the CloudEvents type, for example {@code plant.reading}
     * @param record what Jackson can write
     * @return the receipt
     * @throws CloudException as {@link #publish(CloudEvent)}; INVALID_ARGUMENT if the record cannot be written
     */
    public Receipt publish(String type, Object record) {
        return publish(event(type, record).build());
    }

    /**
     * Publishes a record as JSON.
     *
     * @param type the CloudEvents type, for example {@code plant.reading}
     * @param record what Jackson can write
     * @param key orders the event among those of the same key
     * @return the receipt
     * @throws CloudException as {@link #publish(String, Object)}
     */
    public Receipt publish(String type, Object record, String key) {
        return publish(event(type, record).withExtension(PARTITION_KEY, key).build());
    }

    /**
     * Publishes several events together and waits for all their receipts.
     *
     * @param events the events
     * @return the receipts, in the order of the events
     * @throws CloudException the first failure, saying how many events failed; the others are published
     */
    public List<Receipt> publishAll(List<CloudEvent> events) {
        List<CloudEvent> batch = List.copyOf(events);
        return calls.call(
                "publish",
                topic,
                () -> send(new AwaitedSend(topic, batch, null), batch).await(options.timeout()));
    }

    /**
     * Publishes an event without waiting. Blocks only while the backend's bounded buffer is full.
     *
     * @param event the event
     * @return completes with the receipt on the Cloud's executor; what is chained to it must not wait for other
     *     publishes
     */
    public CompletableFuture<Receipt> publishAsync(CloudEvent event) {
        AsyncSend send = new AsyncSend(topic, event, completions, outstanding, waves.join());
        outstanding.started();
        try {
            driver.send(topic, List.of(event), send);
        } catch (CloudException e) {
            send.refused(0, e);
        }
        return send.future();
    }

    /**
     * Publishes a record as JSON without waiting.
     *
     * @param type the CloudEvents type
     * @param record what Jackson can write
     * @param key orders the event among those of the same key
     * @return as {@link #publishAsync(CloudEvent)}
     * @throws CloudException INVALID_ARGUMENT if the record cannot be written
     */
    public CompletableFuture<Receipt> publishAsync(String type, Object record, String key) {
        return publishAsync(
                event(type, record).withExtension(PARTITION_KEY, key).build());
    }

    /**
     * Waits until no asynchronous publish of this publisher is open.
     *
     * @throws CloudException the first failure of an asynchronous publish since the last flush, saying how many there
     *     were; AMBIGUOUS if receipts are missing after the options' time-out
     */
    public void flush() {
        outstanding.flush(topic, options.timeout());
    }

    /** Begins to publish an event that a handler emits; it is awaited when the handler is done, if that goes well. */
    AwaitedSend emit(CloudEvent event) {
        Wave wave = waves.join();
        try {
            return send(new AwaitedSend(topic, List.of(event), wave), List.of(event));
        } catch (CloudException e) {
            wave.refused(e);
            throw e;
        }
    }

    private AwaitedSend send(AwaitedSend send, List<CloudEvent> batch) {
        if (Thread.currentThread().isInterrupted()) {
            throw CloudException.of(
                    ErrorCode.CANCELLED, "publish to " + topic + ": the calling thread was interrupted");
        }
        driver.send(topic, batch, send);
        return send;
    }

    private io.cloudevents.core.v1.CloudEventBuilder event(String type, Object record) {
        return CloudEventBuilder.v1()
                .withId(ids.next())
                .withSource(options.source())
                .withType(type)
                .withTime(clock.now().atOffset(ZoneOffset.UTC))
                .withData("application/json", json.write(record));
    }
}
