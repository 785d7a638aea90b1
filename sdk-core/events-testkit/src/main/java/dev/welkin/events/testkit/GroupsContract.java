package dev.welkin.events.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.events.EventsFeature;
import dev.welkin.events.Leased;
import dev.welkin.events.PullSubscription;
import dev.welkin.events.StartAt;
import dev.welkin.events.SubscribeOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each group sees every event; a group can start and go on anywhere. */
@Requires(EventsFeature.GROUPS)
public abstract class GroupsContract extends EventsContract {
    private static final Duration LONG = Duration.ofSeconds(10);

    /** For a backend's test. */
    protected GroupsContract() {}

    @Test
    void eachGroupSeesEveryEvent() {
        String topic = newTopic();
        bus().publisher(topic).publishAll(List.of(event("1"), event("2")));
        try (PullSubscription a = bus().pull(topic, "a");
                PullSubscription b = bus().pull(topic, "b")) {
            assertThat(drain(a)).containsExactly("1", "2");
            assertThat(drain(b)).containsExactly("1", "2");
            assertThat(bus().groups(topic)).containsExactly("a", "b");
            assertThat(bus().topics()).contains(topic);
        }
    }

    @Test
    void membersOfAGroupShareTheEvents() {
        String topic = newTopic();
        bus().publisher(topic).publishAll(List.of(event("1"), event("2")));
        try (PullSubscription a = bus().pull(topic, "g");
                PullSubscription b = bus().pull(topic, "g")) {
            assertThat(a.pull(1, LONG)).hasSize(1);
            assertThat(b.pull(5, LONG)).hasSize(1);
        }
    }

    @Test
    void aNewGroupStartsAtTheOldestOrWhereItIsTold() {
        String topic = newTopic();
        bus().publisher(topic).publish(event("before"));
        SubscribeOptions newest = SubscribeOptions.defaults().startAt(StartAt.newest());
        try (PullSubscription old = bus().pull(topic, "old");
                PullSubscription young = bus().pull(topic, "young", newest)) {
            bus().publisher(topic).publish(event("after"));
            assertThat(drain(old)).containsExactly("before", "after");
            assertThat(drain(young)).containsExactly("after");
        }
    }

    @Test
    @Requires(EventsFeature.SEEK)
    void aGroupReplaysFromTheOldest() {
        String topic = newTopic();
        bus().publisher(topic).publishAll(List.of(event("1"), event("2")));
        try (PullSubscription pull = bus().pull(topic, "g")) {
            assertThat(drain(pull)).containsExactly("1", "2");
            pull.seek(StartAt.oldest());
            List<Leased> again = pull.pull(5, LONG);
            assertThat(again).extracting(Leased::attempt).containsExactly(1, 1);
            pull.seek(StartAt.newest());
            assertThat(again.get(0).ack()).as("leases from before a seek").isFalse();
            assertThat(pull.pull(5, Duration.ZERO)).isEmpty();
        }
    }

    @Test
    @Requires(EventsFeature.SEEK)
    void aGroupGoesOnAtATime() throws InterruptedException {
        String topic = newTopic();
        bus().publisher(topic).publish(event("early"));
        cloud().clock().sleep(Duration.ofMillis(20));
        Instant between = cloud().clock().now();
        bus().publisher(topic).publishAll(List.of(event("late1"), event("late2")));
        try (PullSubscription pull = bus().pull(topic, "g")) {
            pull.seek(StartAt.time(between));
            assertThat(drain(pull)).containsExactly("late1", "late2");
            pull.seek(StartAt.time(Instant.EPOCH));
            assertThat(drain(pull)).containsExactly("early", "late1", "late2");
            pull.seek(StartAt.time(between.plusSeconds(3600)));
            assertThat(pull.pull(1, Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void aGroupInUseIsNotDeleted() {
        String topic = newTopic();
        bus().publisher(topic).publish(event("1"));
        try (PullSubscription pull = bus().pull(topic, "g")) {
            drain(pull);
            assertThatThrownBy(() -> bus().deleteGroup(topic, "g"))
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
        }
        bus().deleteGroup(topic, "g");
        bus().deleteGroup(topic, "g");
        assertThat(bus().groups(topic)).isEmpty();
        try (PullSubscription anew = bus().pull(topic, "g")) {
            assertThat(drain(anew)).containsExactly("1");
        }
    }

    private static List<String> drain(PullSubscription pull) {
        List<String> ids = new ArrayList<>();
        for (List<Leased> batch = pull.pull(10, Duration.ofMillis(500));
                !batch.isEmpty();
                batch = pull.pull(10, Duration.ZERO)) {
            batch.forEach(leased -> ids.add(leased.event().getId()));
            Leased.ackAll(batch);
        }
        return ids;
    }
}
