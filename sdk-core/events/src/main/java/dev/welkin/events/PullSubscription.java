package dev.welkin.events;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.ObservedCalls;
import dev.welkin.events.internal.Json;
import dev.welkin.events.spi.EventReceiver;
import dev.welkin.events.spi.EventsDriver;
import dev.welkin.events.spi.Lease;
import dev.welkin.events.spi.ReceiveRequest;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Events of a group, taken in batches when the caller wants them. Leases are not extended by themselves: settle events
 * within the options' lease, or {@link Leased#extend}. Safe for use by several threads.
 */
public final class PullSubscription implements AutoCloseable {
    private final String name;
    private final SubscribeOptions options;
    private final EventReceiver receiver;
    private final EventsDriver driver;
    private final Settler settler;
    private final Once once;
    private final ObservedCalls calls;
    private final Json json;
    private final Runnable onClosed;
    private final LongAdder delivered = new LongAdder();

    PullSubscription(
            String name,
            SubscribeOptions options,
            EventReceiver receiver,
            Settler settler,
            BusParts parts,
            Runnable onClosed) {
        this.name = name;
        this.options = options;
        this.receiver = receiver;
        this.driver = parts.driver();
        this.settler = settler;
        this.once = new Once(name, options.dedupe());
        this.calls = parts.calls();
        this.json = parts.json();
        this.onClosed = onClosed;
    }

    /**
     * Takes the next events.
     *
     * @param max at most so many, and at most the options' maxInFlightBytes
     * @param wait how long to wait for the first one
     * @return the events in order; empty if none came in time
     * @throws CloudException CORRUPTED if stored data does not match its checksum, CANCELLED if the thread is
     *     interrupted
     */
    public List<Leased> pull(int max, Duration wait) {
        if (max < 1) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, "pull of " + max + " events; ask for at least 1");
        }
        return calls.call("pull", name, () -> receive(max, wait));
    }

    private List<Leased> receive(int max, Duration wait) {
        try {
            return accept(receiver.receive(new ReceiveRequest(max, options.maxInFlightBytes(), options.lease(), wait)));
        } catch (InterruptedException e) {
            throw CloudException.interrupted("pull", e);
        }
    }

    private List<Leased> accept(List<Lease> leases) {
        List<Leased> batch = new ArrayList<>(leases.size());
        for (Lease lease : leases) {
            if (settler.exhausted(lease)) {
                continue;
            }
            if (once.isDuplicate(lease.event())) {
                settler.ack(List.of(lease));
            } else {
                batch.add(new Leased(lease, this));
            }
        }
        delivered.add(batch.size());
        return batch;
    }

    /**
     * Moves the whole group, all its receivers included.
     *
     * @param position where the group goes on
     * @throws CloudException UNSUPPORTED if the backend has no SEEK
     */
    public void seek(StartAt position) {
        driver.capabilities().require(EventsFeature.SEEK);
        receiver.seek(position);
    }

    /**
     * Counts; {@code inHand} is the whole group's.
     *
     * @return the counts at this moment
     */
    public SubscriptionStats stats() {
        Depth depth = receiver.depth();
        return new SubscriptionStats(
                delivered.sum(),
                settler.acked.sum(),
                settler.retried.sum(),
                settler.deadLettered.sum(),
                once.duplicates(),
                Math.toIntExact(depth.inFlight()),
                depth);
    }

    /** Gives back what is not settled. Later calls do nothing. */
    @Override
    public void close() {
        receiver.close();
        onClosed.run();
    }

    /** Remembers events as handled, where that is wanted, and acknowledges them. */
    int ack(List<Lease> leases) {
        return calls.call("ack", name, () -> {
            once.handled(leases.stream().map(Lease::event).toList());
            return settler.ack(leases);
        });
    }

    boolean retry(Lease lease, Duration after) {
        return calls.call(
                "retry",
                name,
                () -> lease.attempt() >= options.maxAttempts()
                        ? settler.failed(lease, "its attempts are used up")
                        : settler.retry(lease, after));
    }

    boolean reject(Lease lease, String reason) {
        return calls.call("reject", name, () -> settler.reject(lease, reason));
    }

    SubscribeOptions options() {
        return options;
    }

    EventReceiver receiver() {
        return receiver;
    }

    <T> T decode(CloudEvent event, Class<T> type) {
        return Records.decode(json, event, type);
    }
}
