package dev.welkin.events;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.events.Waves.Wave;
import dev.welkin.events.spi.SendResults;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Events on their way, and a caller who waits for their receipts. */
final class AwaitedSend implements SendResults {
    private final String topic;
    private final List<CloudEvent> events;
    private final @Nullable Receipt[] receipts;
    private final @Nullable CloudException[] failures;
    private final CountDownLatch open;
    /** Reports the events; null where the caller reports the whole batch as one call. */
    private final @Nullable Wave wave;

    AwaitedSend(String topic, List<CloudEvent> events, @Nullable Wave wave) {
        this.topic = topic;
        this.events = events;
        this.receipts = new @Nullable Receipt[events.size()];
        this.failures = new @Nullable CloudException[events.size()];
        this.open = new CountDownLatch(events.size());
        this.wave = wave;
    }

    @Override
    public void accepted(int item, String position) {
        receipts[item] = new Receipt(topic, events.get(item).getId(), position);
        if (wave != null) {
            wave.accepted();
        }
        open.countDown();
    }

    @Override
    public void refused(int item, CloudException why) {
        failures[item] = why;
        if (wave != null) {
            wave.refused(why);
        }
        open.countDown();
    }

    /** Returns all receipts, or throws the first failure saying how many there are. */
    List<Receipt> await(Duration timeout) {
        try {
            if (!open.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw late(timeout);
            }
        } catch (InterruptedException e) {
            throw CloudException.interrupted("publish to " + topic, e);
        }
        throwFirstFailure();
        List<Receipt> all = new ArrayList<>(receipts.length);
        for (Receipt receipt : receipts) {
            if (receipt != null) {
                all.add(receipt);
            }
        }
        return all;
    }

    private CloudException late(Duration timeout) {
        return CloudException.builder(
                        ErrorCode.AMBIGUOUS,
                        "publish to " + topic + ": no receipt for " + open.getCount() + " of " + events.size()
                                + " events within " + timeout + "; they may or may not be stored")
                .operation("events.publish")
                .resource(topic)
                .build();
    }

    private void throwFirstFailure() {
        CloudException[] all = Arrays.stream(failures).filter(f -> f != null).toArray(CloudException[]::new);
        if (all.length == 0) {
            return;
        }
        // A fresh exception: the driver may give one instance to several callers.
        CloudException first = all[0];
        String more = events.size() == 1 ? "" : " (" + all.length + " of " + events.size() + " events failed)";
        throw first.toBuilder().message(first.getMessage() + more).cause(first).build();
    }
}
