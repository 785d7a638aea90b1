package dev.welkin.events.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.events.EventPublisher;
import dev.welkin.events.EventsFeature;
import dev.welkin.events.PullSubscription;
import dev.welkin.events.Receipt;
import dev.welkin.events.Subscription;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Publishing fails loudly; subscriptions pause, drain, end and leave nothing behind. */
public abstract class LifecycleContract extends EventsContract {
    private static final Duration LONG = Duration.ofSeconds(10);

    /** For a backend's test. */
    protected LifecycleContract() {}

    @Test
    void flushThrowsWhatNobodySawFail() {
        EventPublisher publisher = bus().publisher(newTopic());
        for (CloudEvent event : List.of(event("fine"), tooLarge(), tooLarge())) {
            CompletableFuture<Receipt> unused = publisher.publishAsync(event);
        }

        assertThatThrownBy(publisher::flush).isInstanceOfSatisfying(CloudException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(e).hasMessageContaining("2 events");
        });
        publisher.flush();
    }

    @Test
    void partOfABatchFails() {
        String topic = newTopic();
        assertThatThrownBy(() -> bus().publisher(topic).publishAll(List.of(event("1"), tooLarge(), event("2"))))
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("1 of 3");
        try (PullSubscription pull = bus().pull(topic, "g")) {
            assertThat(pull.pull(10, LONG)).extracting(l -> l.event().getId()).containsExactly("1", "2");
        }
    }

    @Test
    void namesThatCannotBeAreRefused() {
        for (String name : List.of("", "../up", "a/b", "a b", "-x", "ä", "x".repeat(121), "a\nb")) {
            assertThatThrownBy(() -> bus().publisher(name))
                    .as(name)
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
        }
    }

    @Test
    void pausedHandlersGetNothing() {
        String topic = newTopic();
        AtomicInteger handled = new AtomicInteger();
        try (Subscription subscription = bus().subscribe(topic, "g", (event, delivery) -> handled.incrementAndGet())) {
            subscription.pause();
            bus().publisher(topic).publish(event("1"));
            try (PullSubscription other = bus().pull(topic, "g")) {
                assertThat(other.pull(1, LONG)).as("others of the group go on").hasSize(1);
            }
            assertThat(handled).hasValue(0);
            subscription.resume();
            eventually().until(() -> handled.get() == 1);
        }
    }

    @Test
    void drainFinishesWhatIsInHand() {
        String topic = newTopic();
        for (int i = 0; i < 200; i++) {
            bus().publisher(topic).publish(event("e" + i));
        }
        CountDownLatch go = new CountDownLatch(1);
        Subscription subscription = bus().subscribe(topic, "g", (event, delivery) -> go.await());
        eventually().until(() -> subscription.stats().inHand() > 100);
        go.countDown();

        assertThat(subscription.drain(LONG)).isTrue();
        subscription.await();
        assertThat(subscription.stats().inHand()).isZero();
        assertThat(subscription.stats().acked()).isGreaterThan(100);
    }

    @Test
    void aHandlerMayCloseItsSubscription() {
        String topic = newTopic();
        bus().publisher(topic).publish(event("1"));
        CompletableFuture<Subscription> self = new CompletableFuture<>();
        Subscription subscription = bus().subscribe(topic, "g", (event, delivery) -> {
            self.join().close();
        });
        self.complete(subscription);
        subscription.await();
    }

    @Test
    void closingLeavesNoThread() {
        String topic = newTopic();
        for (int i = 0; i < 5; i++) {
            bus().publisher(topic).publish(event("e" + i));
            AtomicInteger handled = new AtomicInteger();
            try (Subscription subscription =
                    bus().subscribe(topic, "g" + i, (event, delivery) -> handled.incrementAndGet())) {
                eventually().until(() -> handled.get() > 0);
            }
        }
        cloud().close();
        eventually()
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith("welkin-events") || name.startsWith("welkin-log")));
    }

    @Test
    void whatAHandlerEmitsIsStoredBeforeTheAck() {
        String topic = newTopic();
        String results = newTopic();
        CloudEvent cause = CloudEventBuilder.from(event("k", "cause"))
                .withExtension("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .build();
        bus().publisher(topic).publish(cause);
        try (Subscription subscription = bus().subscribe(topic, "g", (event, delivery) -> {
                    delivery.emit(results, event("effect"));
                });
                PullSubscription pull = bus().pull(results, "g")) {
            CloudEvent effect = pull.pull(1, LONG).get(0).event();
            assertThat(effect.getExtension("causationid")).isEqualTo("cause");
            assertThat(effect.getExtension("partitionkey")).isEqualTo("k");
            assertThat(effect.getExtension("traceparent")).isEqualTo(cause.getExtension("traceparent"));
            eventually().until(() -> subscription.stats().acked() == 1);
        }
    }

    @Test
    void whatCannotBeEmittedBringsTheCauseAgain() {
        String topic = newTopic();
        bus().publisher(topic).publish(event("cause"));
        try (Subscription subscription = bus().subscribe(topic, "g", quick(), (event, delivery) -> {
            if (delivery.attempt() == 1) {
                delivery.emit(newTopic(), tooLarge());
            }
        })) {
            eventually().until(() -> subscription.stats().acked() == 1);
            assertThat(subscription.stats().retried()).isEqualTo(1);
        }
    }

    @Test
    void asynchronousReceiptsArrive() throws Exception {
        CompletableFuture<String> thread =
                bus().publisher(newTopic()).publishAsync(event("1")).thenApply(r -> r.eventId());
        assertThat(thread.get()).isEqualTo("1");
    }

    @Test
    void aClosedSubscriptionGivesNothing() {
        PullSubscription pull = bus().pull(newTopic(), "g");
        pull.close();
        assertThat(pull.pull(1, Duration.ofMinutes(1))).isEmpty();
    }

    @Test
    void whatIsNotDeclaredIsRefused() {
        if (!bus().capabilities().has(EventsFeature.SEEK)) {
            try (PullSubscription pull = bus().pull(newTopic(), "g")) {
                assertThatThrownBy(() -> pull.seek(dev.welkin.events.StartAt.oldest()))
                        .isInstanceOfSatisfying(
                                CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED));
            }
        }
        assertThat(bus().capabilities().backend()).isNotBlank();
    }
}
