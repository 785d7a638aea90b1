package dev.welkin.events.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.events.EventPublisher;
import dev.welkin.events.EventsFeature;
import dev.welkin.events.Receipt;
import dev.welkin.events.SubscribeOptions;
import dev.welkin.events.Subscription;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A slow handler holds no more than its options allow, and slows nobody else down. */
public abstract class BackPressureContract extends EventsContract {
    /** For a backend's test. */
    protected BackPressureContract() {}

    @Test
    @Requires(EventsFeature.GROUPS)
    void aSlowHandlerHoldsNoMoreThanMaxInFlight() throws InterruptedException {
        String topic = newTopic();
        publish(topic, 20_000, 100);
        CountDownLatch release = new CountDownLatch(1);
        AtomicLong fast = new AtomicLong();
        SubscribeOptions few = SubscribeOptions.defaults().maxInFlight(50).concurrency(2);
        try (Subscription slow = bus().subscribe(topic, "slow", few, (event, delivery) -> release.await());
                Subscription other = bus().subscribe(topic, "fast", (event, delivery) -> fast.incrementAndGet())) {
            eventually().until(() -> fast.get() == 20_000);
            assertThat(slow.stats().inHand()).isBetween(2, 50);
            assertThat(slow.stats().depth().total()).isEqualTo(20_000);
            release.countDown();
            eventually().until(() -> slow.stats().depth().total() == 0);
            assertThat(other.stats().acked()).isEqualTo(20_000);
        }
    }

    @Test
    void largeEventsCountByTheirBytes() {
        String topic = newTopic();
        publish(topic, 100, 100_000);
        CountDownLatch release = new CountDownLatch(1);
        SubscribeOptions small = SubscribeOptions.defaults().maxInFlightBytes(1_000_000);
        try (Subscription slow = bus().subscribe(topic, "g", small, (event, delivery) -> release.await())) {
            eventually().until(() -> slow.stats().inHand() > 5);
            assertThat(slow.stats().inHand()).isLessThanOrEqualTo(10);
            release.countDown();
            eventually().until(() -> slow.stats().depth().total() == 0);
        }
    }

    private void publish(String topic, int count, int bytes) {
        EventPublisher publisher = bus().publisher(topic);
        byte[] data = new byte[bytes];
        for (int i = 0; i < count; i++) {
            CloudEvent event =
                    CloudEventBuilder.from(event("e" + i)).withData(data).build();
            CompletableFuture<Receipt> unused = publisher.publishAsync(event);
        }
        publisher.flush();
    }
}
