package dev.welkin.events.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.events.Leased;
import dev.welkin.events.PullSubscription;
import dev.welkin.events.RejectException;
import dev.welkin.events.Subscription;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What cannot be handled goes to the dead-letter topic, and its neighbours do not notice. */
public abstract class DeadLetterContract extends EventsContract {
    private static final Duration LONG = Duration.ofSeconds(10);

    /** For a backend's test. */
    protected DeadLetterContract() {}

    @Test
    void aPoisonEventIsTriedFiveTimesAndItsNeighboursOnce() {
        String topic = newTopic();
        bus().publisher(topic).publishAll(List.of(event("1"), event("poison"), event("2")));
        Queue<String> calls = new ConcurrentLinkedQueue<>();
        try (Subscription subscription = bus().subscribe(topic, "g", quick(), (event, delivery) -> {
            calls.add(event.getId());
            if (event.getId().equals("poison")) {
                throw new IllegalStateException("canary-secret");
            }
        })) {
            eventually().until(() -> subscription.stats().depth().total() == 0);
            assertThat(calls).containsExactlyInAnyOrder("1", "2", "poison", "poison", "poison", "poison", "poison");
            assertThat(subscription.stats().deadLettered()).isEqualTo(1);
            assertThat(subscription.stats().retried()).isEqualTo(4);
        }
        CloudEvent dead = onlyDead(topic);
        assertThat(dead.getId()).isEqualTo("poison");
        assertThat(text(dead)).isEqualTo("poison");
        assertThat(dead.getExtension("deadtopic")).isEqualTo(topic);
        assertThat(dead.getExtension("deadgroup")).isEqualTo("g");
        assertThat(dead.getExtension("deadattempts")).hasToString("5");
        assertThat(dead.getExtension("deadreason")).isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void aRejectedEventGoesThereAtOnce() {
        String topic = newTopic();
        bus().publisher(topic).publish(event("1"));
        try (Subscription subscription = bus().subscribe(topic, "g", (event, delivery) -> {
            throw new RejectException("not for us");
        })) {
            eventually().until(() -> subscription.stats().depth().total() == 0);
            assertThat(subscription.stats().retried()).isZero();
        }
        assertThat(onlyDead(topic).getExtension("deadreason")).isEqualTo("not for us");
    }

    @Test
    void dataThatDoesNotDecodeGoesThereAtOnce() {
        String topic = newTopic();
        bus().publisher(topic).publish(event("not json"));
        bus().publisher(topic).publish("count", new Count(7));
        Queue<Count> counts = new ConcurrentLinkedQueue<>();
        try (Subscription subscription =
                bus().subscribe(topic, "g", Count.class, (count, delivery) -> counts.add(count))) {
            eventually().until(() -> subscription.stats().depth().total() == 0);
        }
        assertThat(counts).containsExactly(new Count(7));
        assertThat(onlyDead(topic).getId()).isEqualTo("not json");
    }

    @Test
    void pulledEventsAreRejectedToo() {
        String topic = newTopic();
        bus().publisher(topic).publishAll(List.of(event("1"), event("2")));
        try (PullSubscription pull = bus().pull(topic, "g", quick().maxAttempts(1))) {
            List<Leased> batch = pull.pull(2, LONG);
            assertThat(batch.get(0).reject("no")).isTrue();
            assertThat(batch.get(1).retry()).as("its only attempt is used up").isTrue();
            assertThat(pull.stats().deadLettered()).isEqualTo(2);
            assertThat(pull.pull(1, Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void theTopicOfDeadLettersCanBeChosen() {
        String topic = newTopic();
        String dead = newTopic();
        bus().publisher(topic).publish(event("1"));
        try (PullSubscription pull = bus().pull(topic, "g", quick().deadLetterTopic(dead));
                PullSubscription letters = bus().pull(dead, "g")) {
            pull.pull(1, LONG).get(0).reject("no");
            assertThat(letters.pull(1, LONG)).hasSize(1);
        }
    }

    private CloudEvent onlyDead(String topic) {
        try (PullSubscription dead = bus().pull(topic + ".g.dead", "readers")) {
            List<Leased> letters = dead.pull(10, LONG);
            assertThat(letters).hasSize(1);
            return letters.get(0).event();
        }
    }

    /**
     * A small record.
     *
     * @param count a number
     */
    record Count(int count) {}
}
