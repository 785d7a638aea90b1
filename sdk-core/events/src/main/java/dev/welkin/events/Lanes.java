package dev.welkin.events;

import dev.welkin.events.spi.Lease;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Events waiting for a handler: those of one key one after another, all others as they came. Guarded by its owner. */
final class Lanes {
    private final Deque<Lease> ready = new ArrayDeque<>();
    /** For each key with an event that is ready or running: those behind it. */
    private final Map<String, Deque<Lease>> behind = new HashMap<>();

    void add(Lease lease) {
        Optional<String> key = lease.key();
        Deque<Lease> lane = key.isEmpty() ? null : behind.get(key.get());
        if (lane != null) {
            lane.add(lease);
            return;
        }
        key.ifPresent(k -> behind.put(k, new ArrayDeque<>(0)));
        ready.add(lease);
    }

    /** Takes the next event that may run, or null. */
    @Nullable Lease take() {
        return ready.poll();
    }

    /** The event's handler is done: the next one of its key may run. */
    void done(Lease lease) {
        lease.key().ifPresent(this::advance);
    }

    private void advance(String key) {
        Deque<Lease> lane = behind.get(key);
        Lease next = lane == null ? null : lane.poll();
        if (next == null) {
            behind.remove(key);
        } else {
            ready.add(next);
        }
    }

    /** Takes out everything that waits. The keys of running events stay until they are done. */
    List<Lease> clear() {
        List<Lease> all = new ArrayList<>(ready);
        behind.values().forEach(lane -> {
            all.addAll(lane);
            lane.clear();
        });
        ready.forEach(lease -> lease.key().ifPresent(behind::remove));
        ready.clear();
        return all;
    }

    /** Returns everything that waits. */
    List<Lease> waiting() {
        List<Lease> all = new ArrayList<>(ready);
        behind.values().forEach(all::addAll);
        return all;
    }
}
