package dev.welkin.events;

import dev.welkin.CloudException;
import dev.welkin.events.internal.Notices;
import dev.welkin.events.spi.EventReceiver;
import dev.welkin.events.spi.Lease;
import dev.welkin.spi.Shown;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Ends deliveries: acknowledges, gives back for another attempt, or sends to the dead-letter topic. */
final class Settler {
    private final String topic;
    private final String group;
    private final SubscribeOptions options;
    private final EventReceiver receiver;
    private final EventPublisher deadLetters;
    private final Notices notices;
    final LongAdder acked = new LongAdder();
    final LongAdder retried = new LongAdder();
    final LongAdder deadLettered = new LongAdder();

    Settler(
            String topic,
            String group,
            SubscribeOptions options,
            EventReceiver receiver,
            EventPublisher deadLetters,
            Notices notices) {
        this.topic = topic;
        this.group = group;
        this.options = options;
        this.receiver = receiver;
        this.deadLetters = deadLetters;
        this.notices = notices;
    }

    int ack(List<Lease> leases) {
        int settled = receiver.ack(leases);
        acked.add(settled);
        if (settled < leases.size()) {
            lost(leases.size() - settled);
        }
        return settled;
    }

    boolean retry(Lease lease, Duration after) {
        boolean given = receiver.retry(lease, after);
        if (given) {
            retried.increment();
        } else {
            lost(1);
        }
        return given;
    }

    /** After a failure: another attempt with back-off, or the dead-letter topic when the attempts are used up. */
    boolean failed(Lease lease, String why) {
        return lease.attempt() >= options.maxAttempts()
                ? reject(lease, why)
                : retry(lease, options.backoff().after(lease.attempt()));
    }

    /** Tells whether the event was delivered too often already; then it has gone to the dead-letter topic. */
    boolean exhausted(Lease lease) {
        if (lease.attempt() <= options.maxAttempts()) {
            return false;
        }
        reject(lease, "delivered " + (lease.attempt() - 1) + " times and never settled");
        return true;
    }

    /** Publishes the dead letter, and only then acknowledges the event. */
    boolean reject(Lease lease, String reason) {
        try {
            deadLetters.publish(DeadLetter.of(lease, topic, group, reason));
        } catch (CloudException e) {
            notices.tell(
                    "dead_letter_failed",
                    name() + ": the dead letter of " + lease.event().getId() + " could not be published and will be"
                            + " tried again: " + e.getMessage());
            return retry(lease, options.backoff().after(lease.attempt()));
        }
        deadLettered.increment();
        notices.tell("dead_letter", name() + ": " + describe(lease) + " was rejected: " + reason);
        return receiver.ack(List.of(lease)) == 1;
    }

    private void lost(int count) {
        notices.tell(
                "lost_lease",
                name() + ": " + count + " events were settled after their lease had ended; they come again");
    }

    private static String describe(Lease lease) {
        return Shown.of(lease.event().getId()) + " (attempt " + lease.attempt() + ")";
    }

    private String name() {
        return topic + "/" + group;
    }
}
