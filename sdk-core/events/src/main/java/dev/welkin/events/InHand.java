package dev.welkin.events;

import dev.welkin.events.spi.Lease;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a subscription holds: events waiting in their lanes and events whose handler runs. Guarded by its owner. */
final class InHand {
    private final Lanes lanes = new Lanes();
    /** Running events, with the clock's reading when their handler began. */
    private final IdentityHashMap<Lease, Long> running = new IdentityHashMap<>();

    private int count;
    private long bytes;

    void add(Lease lease) {
        count++;
        bytes += lease.sizeBytes();
        lanes.add(lease);
    }

    /** Starts the next event whose lease still stands, or returns null; lost ones come again by themselves. */
    @Nullable Lease start(long now) {
        for (Lease next = lanes.take(); next != null; next = lanes.take()) {
            if (next.held()) {
                running.put(next, now);
                return next;
            }
            forget(next);
            lanes.done(next);
        }
        return null;
    }

    void done(Lease lease) {
        running.remove(lease);
        forget(lease);
        lanes.done(lease);
    }

    List<Lease> takeWaiting() {
        List<Lease> waiting = lanes.clear();
        waiting.forEach(this::forget);
        return waiting;
    }

    /** Returns what waits, and what has run for less than a span. */
    List<Lease> toExtend(long now, long maxRunNanos) {
        List<Lease> all = new ArrayList<>(lanes.waiting());
        running.forEach((lease, since) -> {
            if (now - since < maxRunNanos) {
                all.add(lease);
            }
        });
        return all;
    }

    /** Tells whether at least so many handlers have run for a span or longer. */
    boolean stuck(int handlers, long now, long maxRunNanos) {
        return running.values().stream()
                        .filter(since -> now - since >= maxRunNanos)
                        .count()
                >= handlers;
    }

    int running() {
        return running.size();
    }

    int count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    private void forget(Lease lease) {
        count--;
        bytes -= lease.sizeBytes();
    }
}
