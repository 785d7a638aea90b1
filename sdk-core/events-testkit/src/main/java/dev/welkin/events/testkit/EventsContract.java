package dev.welkin.events.testkit;

import dev.welkin.Cloud;
import dev.welkin.events.Backoff;
import dev.welkin.events.EventBus;
import dev.welkin.events.EventsFeature;
import dev.welkin.events.SubscribeOptions;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the contracts share: a bus per test, on real time. A backend's test names its URL; each contract is a class of
 * its own.
 */
public abstract class EventsContract {
    private Cloud cloud = Cloud.inMemory();
    private EventBus bus = EventBus.open(cloud);

    /** For the contracts. */
    protected EventsContract() {}

    /**
     * Says which backend to test, empty of events.
     *
     * @return a URL, for example {@code memory:}
     */
    protected abstract String url();

    @BeforeEach
    void openBus() {
        cloud.close();
        cloud = Cloud.builder()
                .config(Map.of("events", Map.of("default", url())))
                .open();
        bus = EventBus.open(cloud);
    }

    @AfterEach
    void closeBus() {
        cloud.close();
    }

    /**
     * Returns the bus under test.
     *
     * @return the bus, new for each test
     */
    protected EventBus bus() {
        return bus;
    }

    /**
     * Returns the bus's Cloud.
     *
     * @return the Cloud
     */
    protected Cloud cloud() {
        return cloud;
    }

    /**
     * Skips the test, saying so, unless the backend declares a feature.
     *
     * @param feature what the test needs
     */
    protected void needs(EventsFeature feature) {
        Assumptions.assumeTrue(
                bus.capabilities().has(feature), () -> bus.capabilities().backend() + " has no " + feature);
    }

    /**
     * Makes an event with a text as data.
     *
     * @param id its id
     * @return the event
     */
    protected static CloudEvent event(String id) {
        return CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create("/kit"))
                .withType("kit.event")
                .withData("text/plain", id.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    /**
     * Makes an event with a key.
     *
     * @param key its partition key
     * @param id its id
     * @return the event
     */
    protected static CloudEvent event(String key, String id) {
        return CloudEventBuilder.from(event(id))
                .withExtension("partitionkey", key)
                .build();
    }

    /**
     * Makes an event above the backend's limit.
     *
     * @return the event
     */
    protected CloudEvent tooLarge() {
        return CloudEventBuilder.from(event("large"))
                .withData(new byte[tooLargeBytes()])
                .build();
    }

    /**
     * Returns a size of data above the backend's limit.
     *
     * @return the size
     */
    protected int tooLargeBytes() {
        return Math.toIntExact(bus.capabilities().limit("maxEventBytes").orElse(256 * 1024)) + 1;
    }

    /**
     * Returns an event's data as text.
     *
     * @param event an event with data
     * @return the text
     */
    protected static String text(CloudEvent event) {
        CloudEventData data = Objects.requireNonNull(event.getData());
        return new String(data.toBytes(), StandardCharsets.UTF_8);
    }

    /**
     * Returns a topic no other test uses.
     *
     * @return a name
     */
    protected static String newTopic() {
        return "kit-" + UUID.randomUUID();
    }

    /**
     * Returns options whose retries come at once.
     *
     * @return the options
     */
    protected static SubscribeOptions quick() {
        return SubscribeOptions.defaults().backoff(Backoff.none());
    }

    /**
     * Waits for a condition, generously.
     *
     * @return Awaitility's factory
     */
    protected static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(5));
    }
}
