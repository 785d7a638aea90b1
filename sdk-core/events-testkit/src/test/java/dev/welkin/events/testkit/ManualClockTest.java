package dev.welkin.events.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.Cloud;
import dev.welkin.events.EventBus;
import dev.welkin.events.Leased;
import dev.welkin.events.PullSubscription;
import dev.welkin.events.SubscribeOptions;
import dev.welkin.events.Subscription;
import dev.welkin.time.ManualClock;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Leases, back-off and their limits pass on the Cloud's clock, so that a test can move them by hand. */
class ManualClockTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final ManualClock clock = new ManualClock();
    private final Cloud cloud = Cloud.inMemory(clock);
    private final EventBus bus = EventBus.open(cloud);

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void aFailedEventComesAgainAfterTheDefaultBackOff() {
        bus.publisher("t").publish(EventsContract.event("1"));
        Queue<Integer> attempts = new ConcurrentLinkedQueue<>();
        try (Subscription subscription = bus.subscribe("t", "g", (event, delivery) -> {
            attempts.add(delivery.attempt());
            throw new IllegalStateException("never");
        })) {
            for (int attempt = 1; attempt <= 4; attempt++) {
                int retries = attempt;
                EventsContract.eventually().until(() -> subscription.stats().retried() == retries);
                Duration wait = SubscribeOptions.defaults().backoff().after(attempt);
                clock.advance(wait.minusMillis(1));
                assertThat(attempts).as("just before the wait is over").hasSize(attempt);
                clock.advance(Duration.ofMillis(1));
            }
            EventsContract.eventually().until(() -> subscription.stats().deadLettered() == 1);
        }
        assertThat(attempts).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void aPulledEventComesAgainWhenItsLeaseEnds() {
        bus.publisher("t").publish(EventsContract.event("1"));
        try (PullSubscription pull = bus.pull("t", "g")) {
            Leased first = pull.pull(1, Duration.ZERO).get(0);
            clock.advance(Duration.ofSeconds(29));
            assertThat(pull.pull(1, Duration.ZERO)).isEmpty();
            clock.advance(Duration.ofSeconds(1));
            assertThat(pull.pull(1, Duration.ZERO)).hasSize(1);
            assertThat(first.ack()).isFalse();
        }
    }

    @Test
    void aHandlerKeepsItsLeaseUpToMaxProcessing() {
        bus.publisher("t").publish(EventsContract.event("1"));
        CountDownLatch done = new CountDownLatch(1);
        SubscribeOptions options = SubscribeOptions.defaults().maxProcessing(Duration.ofMinutes(2));
        try (Subscription subscription = bus.subscribe("t", "g", options, (event, delivery) -> done.await());
                PullSubscription rival = bus.pull("t", "g")) {
            EventsContract.eventually().until(() -> subscription.stats().delivered() == 1);
            clock.advance(Duration.ofSeconds(115));
            assertThat(rival.pull(1, Duration.ZERO))
                    .as("the handler still has it")
                    .isEmpty();
            clock.advance(Duration.ofSeconds(60));
            assertThat(rival.pull(1, LONG)).as("it ran too long").hasSize(1);
            done.countDown();
        }
    }
}
