package dev.welkin.events.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.events.EventsFeature;
import dev.welkin.events.Leased;
import dev.welkin.events.PullSubscription;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was accepted outlives the bus. */
@Requires(EventsFeature.DURABLE)
public abstract class DurableContract extends EventsContract {
    private static final Duration LONG = Duration.ofSeconds(10);

    /** For a backend's test. */
    protected DurableContract() {}

    @Test
    void anAcceptedEventOutlivesItsBus() {
        String topic = newTopic();
        bus().publisher(topic).publish(event("key", "1"));

        reopen();

        try (PullSubscription pull = bus().pull(topic, "g")) {
            List<Leased> pulled = pull.pull(1, LONG);
            assertThat(pulled).extracting(leased -> leased.event().getId()).containsExactly("1");
            assertThat(pulled.get(0).event().getExtension("partitionkey")).isEqualTo("key");
            assertThat(text(pulled.get(0).event())).isEqualTo("1");
        }
    }

    @Test
    @Requires(EventsFeature.DURABLE_GROUPS)
    void whatAGroupAcknowledgedDoesNotComeAgain() {
        String topic = newTopic();
        bus().publisher(topic).publishAll(List.of(event("1"), event("2")));
        try (PullSubscription pull = bus().pull(topic, "g")) {
            assertThat(pull.pull(1, LONG).get(0).ack()).isTrue();
        }

        reopen();

        try (PullSubscription pull = bus().pull(topic, "g")) {
            assertThat(pull.pull(2, LONG))
                    .extracting(leased -> leased.event().getId())
                    .containsExactly("2");
        }
    }
}
