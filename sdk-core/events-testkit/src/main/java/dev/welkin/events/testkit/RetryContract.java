package dev.welkin.events.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.events.Backoff;
import dev.welkin.events.EventsFeature;
import dev.welkin.events.SubscribeOptions;
import dev.welkin.events.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** A failed event waits before it comes again, and nobody waits with it. */
public abstract class RetryContract extends EventsContract {
    /** For a backend's test. */
    protected RetryContract() {}

    @Test
    @Requires(EventsFeature.RETRY_DELAY)
    void aFailedEventWaitsAndOthersPassIt() {
        String topic = newTopic();
        bus().publisher(topic).publishAll(List.of(event("fails"), event("2"), event("3")));
        Queue<String> handled = new ConcurrentLinkedQueue<>();
        Queue<Long> tries = new ConcurrentLinkedQueue<>();
        SubscribeOptions options =
                SubscribeOptions.defaults().backoff(new Backoff(Duration.ofMillis(200), Duration.ofSeconds(1)));
        try (Subscription subscription = bus().subscribe(topic, "g", options, (event, delivery) -> {
            if (event.getId().equals("fails")) {
                tries.add(cloud().clock().nanoTime());
                if (delivery.attempt() < 3) {
                    throw new IllegalStateException("again");
                }
            }
            handled.add(event.getId());
        })) {
            eventually().until(() -> subscription.stats().depth().total() == 0);
        }
        assertThat(handled).containsExactly("2", "3", "fails");
        List<Long> at = List.copyOf(tries);
        assertThat(at).hasSize(3);
        assertThat(at.get(1) - at.get(0))
                .isGreaterThanOrEqualTo(Duration.ofMillis(200).toNanos());
        assertThat(at.get(2) - at.get(1))
                .isGreaterThanOrEqualTo(Duration.ofMillis(400).toNanos());
    }

    @Test
    @Requires(EventsFeature.ATTEMPT_COUNT)
    void attemptsAreCounted() {
        String topic = newTopic();
        bus().publisher(topic).publish(event("1"));
        Queue<Integer> attempts = new ConcurrentLinkedQueue<>();
        try (Subscription subscription = bus().subscribe(topic, "g", quick(), (event, delivery) -> {
            attempts.add(delivery.attempt());
            if (delivery.attempt() < 4) {
                throw new IllegalStateException("again");
            }
        })) {
            eventually().until(() -> subscription.stats().acked() == 1);
        }
        assertThat(attempts).containsExactly(1, 2, 3, 4);
    }
}
