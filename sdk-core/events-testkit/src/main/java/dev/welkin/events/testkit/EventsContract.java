package dev.welkin.events.testkit;

import dev.welkin.Cloud;
import dev.welkin.Feature;
import dev.welkin.events.Backoff;
import dev.welkin.events.EventBus;
import dev.welkin.events.EventsFeature;
import dev.welkin.events.SubscribeOptions;
import dev.welkin.testkit.Candidate;
import dev.welkin.testkit.Contract;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.lang.reflect.AnnotatedElement;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What all contracts share: an empty bus for each test, on real time, gates by capabilities, and written results. */
@Requires(EventsFeature.PUBLISH)
public abstract class EventsContract implements Contract {
    private @Nullable EventsFixture fixture;
    private Cloud cloud = Cloud.inMemory();
    private EventBus bus = EventBus.open(cloud);

    /** For the contracts. */
    protected EventsContract() {}

    /**
     * Makes the fixture of one test.
     *
     * @return a new fixture
     */
    protected abstract EventsFixture newFixture();

    @Override
    public final Candidate candidate() {
        Set<String> features =
                bus.capabilities().features().stream().map(Feature::name).collect(Collectors.toSet());
        return new Candidate("events", fixture().name(), fixture().judge(), features);
    }

    @Override
    public final Set<String> required(AnnotatedElement place) {
        Requires requires = place.getAnnotation(Requires.class);
        return requires == null ? Set.of() : Contract.names(requires.value());
    }

    @BeforeEach
    final void openBus() {
        fixture = newFixture();
        reopen();
    }

    /** Closes the bus and opens the same store again. */
    final void reopen() {
        cloud.close();
        cloud = fixture().open(Cloud.builder());
        bus = EventBus.open(cloud);
    }

    @AfterEach
    final void closeBus() {
        cloud.close();
        fixture().close();
    }

    private EventsFixture fixture() {
        if (fixture == null) {
            throw new IllegalStateException("the test has not begun");
        }
        return fixture;
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
