package dev.welkin.events.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.events.EventPublisher;
import dev.welkin.events.EventsFeature;
import dev.welkin.events.Leased;
import dev.welkin.events.PullSubscription;
import dev.welkin.events.Receipt;
import dev.welkin.events.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Events of one key come in order, whoever handles them and whatever fails; other keys do not wait. */
@Requires(EventsFeature.KEY_ORDER)
public abstract class KeyOrderContract extends EventsContract {
    private static final int KEYS = 100;
    private static final int PER_KEY = 20;
    private static final Duration LONG = Duration.ofSeconds(10);

    /** For a backend's test. */
    protected KeyOrderContract() {}

    @Test
    void aHundredKeysStayInOrderAmongFourConsumersWithRetries() {
        String topic = newTopic();
        publishAllKeys(topic);
        Map<String, List<Integer>> handled = new ConcurrentHashMap<>();
        Set<String> failedOnce = ConcurrentHashMap.newKeySet();
        List<Subscription> consumers = IntStream.range(0, 4)
                .mapToObj(i -> bus().subscribe(
                                topic, "g", quick().concurrency(3).maxInFlight(40), (event, delivery) -> {
                                    String key = String.valueOf(event.getExtension("partitionkey"));
                                    int number = Integer.parseInt(text(event));
                                    if (number % 7 == 3 && failedOnce.add(key + number)) {
                                        throw new IllegalStateException("the first time fails");
                                    }
                                    handled.computeIfAbsent(key, k -> new ArrayList<>())
                                            .add(number);
                                }))
                .toList();

        eventually().until(() -> consumers.get(0).stats().depth().total() == 0);
        consumers.forEach(Subscription::close);
        List<Integer> inOrder = IntStream.range(0, PER_KEY).boxed().toList();
        assertThat(handled)
                .hasSize(KEYS)
                .allSatisfy((key, numbers) -> assertThat(numbers).as(key).isEqualTo(inOrder));
        assertThat(failedOnce).hasSize(KEYS * 3);
    }

    @Test
    void aFailingKeyBlocksOnlyItself() {
        String topic = newTopic();
        EventPublisher publisher = bus().publisher(topic);
        publisher.publishAll(List.of(event("bad", "b1"), event("good", "g1"), event("bad", "b2"), event("good", "g2")));
        try (PullSubscription pull = bus().pull(topic, "g")) {
            List<Leased> batch = pull.pull(10, LONG);
            assertThat(ids(batch)).containsExactly("b1", "g1", "b2", "g2");
            batch.get(0).retry(Duration.ofSeconds(1));
            assertThat(batch.get(1).ack()).isTrue();
            assertThat(batch.get(2).ack())
                    .as("what is behind a retry was taken back")
                    .isFalse();
            assertThat(batch.get(3).ack()).isTrue();
            publisher.publish(event("good", "g3"));

            assertThat(ids(pull.pull(10, LONG))).containsExactly("g3");
            List<Leased> again = pull.pull(10, LONG);
            assertThat(ids(again)).containsExactly("b1", "b2");
            assertThat(again).extracting(Leased::attempt).containsExactly(2, 1);
        }
    }

    @Test
    void theNextOfAKeyWaitsForTheOneAnotherConsumerHas() {
        String topic = newTopic();
        EventPublisher publisher = bus().publisher(topic);
        try (PullSubscription one = bus().pull(topic, "g");
                PullSubscription other = bus().pull(topic, "g")) {
            publisher.publish(event("k", "1"));
            Leased first = one.pull(1, LONG).get(0);
            publisher.publish(event("k", "2"));

            assertThat(other.pull(1, Duration.ofMillis(50))).isEmpty();
            first.ack();
            assertThat(ids(other.pull(1, LONG))).containsExactly("2");
        }
    }

    @Test
    void withoutOrderNothingWaits() {
        String topic = newTopic();
        bus().publisher(topic).publishAll(List.of(event("k", "1"), event("k", "2")));
        try (PullSubscription one = bus().pull(topic, "g", quick().ordered(false));
                PullSubscription other = bus().pull(topic, "g", quick().ordered(false))) {
            assertThat(ids(one.pull(1, LONG))).containsExactly("1");
            assertThat(ids(other.pull(1, LONG))).containsExactly("2");
        }
    }

    private void publishAllKeys(String topic) {
        EventPublisher publisher = bus().publisher(topic);
        for (int number = 0; number < PER_KEY; number++) {
            for (int key = 0; key < KEYS; key++) {
                CompletableFuture<Receipt> unused = publisher.publishAsync(event("key" + key, String.valueOf(number)));
            }
        }
        publisher.flush();
    }

    private static List<String> ids(List<Leased> batch) {
        return batch.stream().map(leased -> leased.event().getId()).toList();
    }
}
