package dev.welkin.events.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.events.DedupeStore;
import dev.welkin.events.EventsFeature;
import dev.welkin.events.Leased;
import dev.welkin.events.PullSubscription;
import dev.welkin.events.RejectException;
import dev.welkin.events.SubscribeOptions;
import dev.welkin.events.Subscription;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** With a dedupe store each event is handled once, however often it is published or delivered. */
public abstract class DedupeContract extends EventsContract {
    private static final Duration LONG = Duration.ofSeconds(10);

    /** For a backend's test. */
    protected DedupeContract() {}

    @Test
    void anEventPublishedTwiceIsHandledOnce() {
        handledOnce(DedupeStore.inMemory(100));
    }

    @Test
    @Requires(EventsFeature.SEEK)
    void soItIsWithAStoreInATopic() {
        handledOnce(DedupeStore.inTopic(bus(), newTopic()));
    }

    private void handledOnce(DedupeStore store) {
        String topic = newTopic();
        bus().publisher(topic).publishAll(List.of(event("a"), event("b"), event("a"), event("a"), event("b")));
        Queue<String> handled = new ConcurrentLinkedQueue<>();
        try (Subscription subscription =
                bus().subscribe(topic, "g", once(store), (event, delivery) -> handled.add(event.getId()))) {
            eventually().until(() -> subscription.stats().depth().total() == 0);
            assertThat(subscription.stats().duplicates()).isEqualTo(3);
            assertThat(subscription.stats().acked()).isEqualTo(5);
        }
        assertThat(handled).containsExactly("a", "b");
    }

    @Test
    void deliveriesAtTheSameTimeAreHandledOnce() {
        String topic = newTopic();
        bus().publisher(topic).publishAll(Collections.nCopies(50, event("same")));
        Queue<String> handled = new ConcurrentLinkedQueue<>();
        CountDownLatch allInHand = new CountDownLatch(1);
        SubscribeOptions four = once(DedupeStore.inMemory(100)).concurrency(4);
        try (Subscription subscription = bus().subscribe(topic, "g", four, (event, delivery) -> {
            allInHand.await();
            handled.add(event.getId());
        })) {
            eventually().until(() -> subscription.stats().inHand() == 50);
            allInHand.countDown();
            eventually().until(() -> subscription.stats().depth().total() == 0);
        }
        assertThat(handled).containsExactly("same");
    }

    @Test
    void whatFailedIsHandledAgainAndThenNoMore() {
        String topic = newTopic();
        bus().publisher(topic).publish(event("1"));
        Queue<Integer> attempts = new ConcurrentLinkedQueue<>();
        try (Subscription subscription = bus().subscribe(
                        topic, "g", once(DedupeStore.inMemory(100)), (event, delivery) -> {
                            attempts.add(delivery.attempt());
                            if (attempts.size() < 3) {
                                throw new IllegalStateException("not yet");
                            }
                        })) {
            eventually().until(() -> subscription.stats().acked() == 1);
            bus().publisher(topic).publish(event("1"));
            eventually().until(() -> subscription.stats().duplicates() == 1);
        }
        assertThat(attempts).containsExactly(1, 2, 3);
    }

    @Test
    void pulledEventsAreRememberedWhenTheyAreAcknowledged() {
        String topic = newTopic();
        bus().publisher(topic).publishAll(List.of(event("a"), event("b")));
        try (PullSubscription pull = bus().pull(topic, "g", once(DedupeStore.inMemory(100)))) {
            List<Leased> batch = pull.pull(10, LONG);
            assertThat(batch.get(0).ack()).isTrue();
            batch.get(1).retry(Duration.ZERO);
            bus().publisher(topic).publish(event("a"));

            List<Leased> again = pull.pull(10, LONG);
            assertThat(again).extracting(leased -> leased.event().getId()).containsExactly("b");
            eventually()
                    .until(() -> pull.pull(1, Duration.ZERO).isEmpty()
                            && pull.stats().duplicates() == 1);
        }
    }

    @Test
    @Requires(EventsFeature.GROUPS)
    void eachGroupHandlesAnEventOfASharedStore() {
        String topic = newTopic();
        DedupeStore shared = DedupeStore.inMemory(100);
        bus().publisher(topic).publishAll(List.of(event("a"), event("a")));
        for (String group : List.of("one", "two")) {
            Queue<String> handled = new ConcurrentLinkedQueue<>();
            try (Subscription subscription =
                    bus().subscribe(topic, group, once(shared), (event, delivery) -> handled.add(event.getId()))) {
                eventually().until(() -> subscription.stats().acked() == 2);
            }
            assertThat(handled).as(group).containsExactly("a");
        }
    }

    @Test
    @Requires(EventsFeature.GROUPS)
    void aRejectedEventCanBeRedrivenAndOtherGroupsDoNotHandleItTwice() {
        String topic = newTopic();
        Queue<String> broken = new ConcurrentLinkedQueue<>();
        Queue<String> sound = new ConcurrentLinkedQueue<>();
        try (Subscription failing = bus().subscribe(
                                topic, "broken", once(DedupeStore.inMemory(100)), (event, delivery) -> {
                                    broken.add(event.getId());
                                    if (broken.size() == 1) {
                                        throw new RejectException("not yet");
                                    }
                                });
                Subscription other = bus().subscribe(
                                topic,
                                "sound",
                                once(DedupeStore.inMemory(100)),
                                (event, delivery) -> sound.add(event.getId()))) {
            bus().publisher(topic).publish(event("1"));
            eventually().until(() -> failing.stats().depth().total() == 0);

            assertThat(bus().redrive(topic + ".broken.dead").moved()).isEqualTo(1);
            eventually().until(() -> broken.size() == 2);
            eventually().until(() -> other.stats().duplicates() == 1);
        }
        assertThat(sound).containsExactly("1");
    }

    @Test
    void theOldestKeysGoFirst() {
        DedupeStore store = DedupeStore.inMemory(2);
        store.mark(List.of("a", "b"));
        store.mark(List.of("c"));
        assertThat(store.contains("a")).isFalse();
        assertThat(store.contains("b")).isTrue();
        assertThat(store.contains("c")).isTrue();
    }

    @Test
    @Requires(EventsFeature.SEEK)
    void aStoreInATopicIsOpenedWithWhatWasMarked() {
        String topic = newTopic();
        DedupeStore first = DedupeStore.inTopic(bus(), topic);
        first.mark(List.of("a", "b"));
        first.mark(List.of("c"));

        DedupeStore again = DedupeStore.inTopic(bus(), topic, 2, Duration.ofHours(1));
        assertThat(again.contains("a")).as("only two are wanted").isFalse();
        assertThat(again.contains("b")).isTrue();
        assertThat(again.contains("c")).isTrue();
        assertThat(bus().groups(topic)).as("nothing keeps the marks").isEmpty();
    }

    @Test
    @Requires(EventsFeature.SEEK)
    void aTopicOfOtherEventsIsNoStore() {
        String topic = newTopic();
        bus().publisher(topic).publish(event("order"));
        assertThatThrownBy(() -> DedupeStore.inTopic(bus(), topic))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED));
    }

    private static SubscribeOptions once(DedupeStore store) {
        return quick().dedupe(store);
    }
}
