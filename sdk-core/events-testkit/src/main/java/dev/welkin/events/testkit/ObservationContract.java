package dev.welkin.events.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.welkin.CloudException;
import dev.welkin.CloudMetrics.Series;
import dev.welkin.ErrorCode;
import dev.welkin.events.EventPublisher;
import dev.welkin.events.Leased;
import dev.welkin.events.PullSubscription;
import dev.welkin.events.Receipt;
import dev.welkin.events.RejectException;
import dev.welkin.events.Subscription;
import dev.welkin.testkit.Canary;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Publishes, deliveries and settlements are reported as calls. */
public abstract class ObservationContract extends EventsContract {
    private static final Duration LONG = Duration.ofSeconds(10);

    /** For a backend's test. */
    protected ObservationContract() {}

    @Test
    void dataAppearsInNoLogNoErrorAndNoMetric() {
        try (Canary canary = Canary.watch()) {
            String topic = newTopic();
            byte[] data = ("x" + canary.value("data")).getBytes(StandardCharsets.UTF_8);
            byte[] large = Arrays.copyOf(data, tooLargeBytes());
            canary.shows("the receipt", bus().publisher(topic).publish(withData("poison", data)));
            canary.shows(
                    "a failure", catchThrowable(() -> bus().publisher(topic).publish(withData("large", large))));
            try (PullSubscription pull = bus().pull(topic, "g", quick().maxAttempts(1))) {
                Leased leased = pull.pull(1, LONG).get(0);
                canary.shows("data that does not decode", catchThrowable(() -> leased.as(Count.class)));
                leased.retry();
                canary.shows("the statistics", pull.stats());
            }
            canary.shows("the metrics", cloud().metrics());
            canary.assertNoLeak();
        }
    }

    private static CloudEvent withData(String id, byte[] data) {
        return CloudEventBuilder.from(event(id))
                .withData("application/json", data)
                .build();
    }

    /**
     * What the data is not.
     *
     * @param count a number
     */
    record Count(int count) {}

    @Test
    void eachPublishThatIsWaitedForIsACall() {
        EventPublisher publisher = bus().publisher(newTopic());
        publisher.publish(event("1"));
        publisher.publishAll(List.of(event("2"), event("3")));
        assertThatThrownBy(() -> publisher.publish(tooLarge())).isInstanceOf(CloudException.class);

        Series publishes = series("publish").orElseThrow();
        assertThat(publishes.count()).isEqualTo(3);
        assertThat(publishes.errors()).isEqualTo(Map.of(ErrorCode.INVALID_ARGUMENT, 1L));
        assertThat(publishes.p50()).isPositive();
    }

    @Test
    void asynchronousPublishesUnderWayTogetherAreOneCallAndEachFailureIsOne() {
        EventPublisher publisher = bus().publisher(newTopic());
        for (int i = 0; i < 1000; i++) {
            CompletableFuture<Receipt> unused = publisher.publishAsync(event("e" + i));
        }
        publisher.flush();
        CompletableFuture<Receipt> first = publisher.publishAsync(tooLarge());
        CompletableFuture<Receipt> second = publisher.publishAsync(tooLarge());
        assertThat(List.of(first, second))
                .allSatisfy(failed -> assertThat(failed).failsWithin(LONG));

        eventually().until(() -> failures("publish") == 2);
        assertThat(series("publish").orElseThrow().count()).isBetween(3L, 1002L);
    }

    @Test
    void eachRunOfAHandlerIsACall() {
        String topic = newTopic();
        bus().publisher(topic).publishAll(List.of(event("fine"), event("flaky"), event("poison")));
        try (Subscription subscription = bus().subscribe(topic, "g", quick(), (event, delivery) -> {
            if (event.getId().equals("poison")) {
                throw new RejectException("no");
            }
            if (event.getId().equals("flaky") && delivery.attempt() == 1) {
                throw new IllegalStateException("canary-secret");
            }
        })) {
            eventually().until(() -> subscription.stats().depth().total() == 0);
        }
        Series handled = series("handle").orElseThrow();
        assertThat(handled.count()).isEqualTo(4);
        assertThat(handled.errors()).isEqualTo(Map.of(ErrorCode.FAILED, 2L));
    }

    @Test
    void whatAHandlerEmitsIsReportedAlsoWhenTheHandlerFails() {
        String topic = newTopic();
        String results = newTopic();
        bus().publisher(topic).publish(event("cause"));
        try (Subscription subscription = bus().subscribe(topic, "g", quick(), (event, delivery) -> {
            delivery.emit(results, event("effect"));
            if (delivery.attempt() == 1) {
                throw new IllegalStateException("after emitting");
            }
        })) {
            eventually().until(() -> subscription.stats().acked() == 1);
        }
        eventually().until(() -> series("publish").orElseThrow().count() >= 2);
        assertThat(failures("publish")).isZero();
    }

    @Test
    void pullingAndSettlingAreCalls() {
        String topic = newTopic();
        bus().publisher(topic).publishAll(List.of(event("1"), event("2"), event("3"), event("4")));
        try (PullSubscription pull = bus().pull(topic, "g")) {
            List<Leased> batch = pull.pull(4, LONG);
            Leased.ackAll(batch.subList(0, 2));
            batch.get(2).retry(Duration.ofMinutes(1));
            batch.get(3).reject("no");
        }
        for (String operation : List.of("pull", "ack", "retry", "reject")) {
            assertThat(series(operation).orElseThrow().count()).as(operation).isEqualTo(1);
        }
        assertThat(series("publish").orElseThrow().count())
                .as("the batch and the dead letter")
                .isEqualTo(2);
    }

    private Optional<Series> series(String operation) {
        return cloud().metrics().of("events", bus().capabilities().backend(), operation);
    }

    private long failures(String operation) {
        return series(operation).map(Series::failures).orElse(0L);
    }
}
