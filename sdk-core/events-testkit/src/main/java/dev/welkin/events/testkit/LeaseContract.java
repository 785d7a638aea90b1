package dev.welkin.events.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.events.EventsFeature;
import dev.welkin.events.Leased;
import dev.welkin.events.PullSubscription;
import dev.welkin.events.SubscribeOptions;
import dev.welkin.events.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An event is one receiver's until it is settled or its lease ends; then it comes again with a higher attempt. */
public abstract class LeaseContract extends EventsContract {
    private static final Duration LONG = Duration.ofSeconds(10);
    /** Long enough that a busy machine does not miss extending it. */
    private static final Duration LEASE = Duration.ofSeconds(1);

    private static final Duration TWO_LEASES = LEASE.multipliedBy(2);

    /** For a backend's test. */
    protected LeaseContract() {}

    @Test
    void aLeasedEventIsNobodyElses() {
        String topic = newTopic();
        bus().publisher(topic).publish(event("1"));
        try (PullSubscription one = bus().pull(topic, "g");
                PullSubscription other = bus().pull(topic, "g")) {
            assertThat(one.pull(1, LONG)).hasSize(1);
            assertThat(other.pull(1, Duration.ofMillis(50))).isEmpty();
        }
    }

    @Test
    void anAcknowledgedEventDoesNotComeAgain() {
        String topic = newTopic();
        bus().publisher(topic).publish(event("1"));
        try (PullSubscription pull = bus().pull(topic, "g")) {
            assertThat(pull.pull(1, LONG).get(0).ack()).isTrue();
            assertThat(pull.pull(1, Duration.ZERO)).isEmpty();
            assertThat(pull.stats().depth().total()).isZero();
        }
        try (PullSubscription again = bus().pull(topic, "g")) {
            assertThat(again.pull(1, Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void anExpiredLeaseBringsTheEventAgain() {
        String topic = newTopic();
        bus().publisher(topic).publish(event("1"));
        try (PullSubscription pull = bus().pull(topic, "g", brief())) {
            Leased first = pull.pull(1, LONG).get(0);
            Leased second = pull.pull(1, LONG).get(0);

            assertThat(second.event().getId()).isEqualTo("1");
            assertThat(first.ack()).as("ack of a lost lease").isFalse();
            assertThat(second.ack()).isTrue();
        }
    }

    @Test
    @Requires(EventsFeature.ATTEMPT_COUNT)
    void anExpiredLeaseCountsAsAnAttempt() {
        String topic = newTopic();
        bus().publisher(topic).publish(event("1"));
        try (PullSubscription pull = bus().pull(topic, "g", brief())) {
            assertThat(pull.pull(1, LONG).get(0).attempt()).isEqualTo(1);
            assertThat(pull.pull(1, LONG).get(0).attempt()).isEqualTo(2);
        }
    }

    @Test
    @Requires(EventsFeature.LEASE_EXTENSION)
    void anExtendedLeaseHolds() {
        String topic = newTopic();
        bus().publisher(topic).publish(event("1"));
        try (PullSubscription pull = bus().pull(topic, "g", brief())) {
            Leased leased = pull.pull(1, LONG).get(0);
            leased.extend(Duration.ofMinutes(5));

            assertThat(pull.pull(1, TWO_LEASES)).isEmpty();
            assertThat(leased.leaseUntil()).isAfter(cloud().clock().now().plus(Duration.ofMinutes(4)));
            assertThat(leased.ack()).isTrue();
        }
    }

    @Test
    void closingGivesBackWhatIsNotSettled() {
        String topic = newTopic();
        bus().publisher(topic).publish(event("1"));
        try (PullSubscription one = bus().pull(topic, "g")) {
            assertThat(one.pull(1, LONG)).hasSize(1);
        }
        try (PullSubscription other = bus().pull(topic, "g")) {
            assertThat(other.pull(1, LONG)).hasSize(1);
        }
    }

    @Test
    void severalAreAcknowledgedAtOnce() {
        String topic = newTopic();
        bus().publisher(topic).publishAll(List.of(event("1"), event("2"), event("3")));
        try (PullSubscription pull = bus().pull(topic, "g")) {
            List<Leased> batch = pull.pull(3, LONG);
            assertThat(Leased.ackAll(batch)).isEqualTo(3);
            assertThat(Leased.ackAll(batch)).as("a second time").isZero();
        }
    }

    @Test
    @Requires(EventsFeature.LEASE_EXTENSION)
    void aHandlerSlowerThanItsLeaseKeepsItsEvent() {
        String topic = newTopic();
        bus().publisher(topic).publish(event("slow"));
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        try (Subscription slow = bus().subscribe(topic, "g", brief(), (event, delivery) -> {
                    calls.incrementAndGet();
                    done.await();
                });
                PullSubscription rival = bus().pull(topic, "g")) {
            eventually().until(() -> calls.get() == 1);
            assertThat(rival.pull(1, TWO_LEASES)).isEmpty();
            done.countDown();
            eventually().until(() -> slow.stats().acked() == 1);
            assertThat(calls).hasValue(1);
        }
    }

    private static SubscribeOptions brief() {
        return SubscribeOptions.defaults().lease(LEASE);
    }
}
