package dev.welkin.events.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.events.Leased;
import dev.welkin.events.PullSubscription;
import dev.welkin.events.RedriveResult;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dead letters go back where they came from when they are told to. */
public abstract class RedriveContract extends EventsContract {
    private static final Duration LONG = Duration.ofSeconds(10);

    /** For a backend's test. */
    protected RedriveContract() {}

    @Test
    void aDeadLetterComesBackAsItWas() {
        String topic = newTopic();
        CloudEvent original = event("k", "1");
        bus().publisher(topic).publish(original);
        rejectAll(topic, "not yet");

        assertThat(bus().redrive(topic + ".g.dead")).isEqualTo(new RedriveResult(1, 0));
        try (PullSubscription pull = bus().pull(topic, "g")) {
            Leased again = pull.pull(1, LONG).get(0);
            assertThat(again.event()).isEqualTo(original);
            assertThat(again.attempt()).isEqualTo(1);
            again.ack();
        }
        assertThat(bus().redrive(topic + ".g.dead")).as("a second time").isEqualTo(new RedriveResult(0, 0));
    }

    @Test
    void onlyWhatIsWantedGoesBackAndTheRestStays() {
        String topic = newTopic();
        bus().publisher(topic).publish(event("later"));
        rejectAll(topic, "later");
        for (int i = 0; i < 250; i++) {
            bus().publisher(topic).publish(event("e" + i));
        }
        rejectAll(topic, "mended");

        RedriveResult mended =
                bus().redrive(topic + ".g.dead", letter -> "mended".equals(letter.getExtension("deadreason")));
        assertThat(mended).isEqualTo(new RedriveResult(250, 1));
        assertThat(bus().redrive(topic + ".g.dead")).isEqualTo(new RedriveResult(1, 0));
        try (PullSubscription pull = bus().pull(topic, "g")) {
            assertThat(pull.pull(1000, LONG))
                    .hasSize(251)
                    .last()
                    .satisfies(last -> assertThat(last.event().getId()).isEqualTo("later"));
        }
    }

    @Test
    void aLetterThatDoesNotSayWhereItCameFromStays() {
        String topic = newTopic();
        bus().publisher(topic).publish(event("somebody else's"));
        assertThat(bus().redrive(topic)).isEqualTo(new RedriveResult(0, 1));
    }

    @Test
    void aTopicThatIsNotThereIsNotFound() {
        assertThatThrownBy(() -> bus().redrive(newTopic()))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    private void rejectAll(String topic, String reason) {
        try (PullSubscription pull = bus().pull(topic, "g")) {
            for (List<Leased> batch = pull.pull(100, LONG); !batch.isEmpty(); batch = pull.pull(100, Duration.ZERO)) {
                batch.forEach(leased -> leased.reject(reason));
            }
        }
    }
}
