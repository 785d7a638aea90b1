package dev.welkin.events.internal.engine;

import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The unsettled events of one key. Guarded by its group. */
final class KeyLane {
    final String key;
    /** Those being handled, all by one receiver. */
    final TreeMap<Long, GroupLease> leased = new TreeMap<>();
    /** Those passed over because of an earlier one. */
    final PriorityQueue<Long> parked = new PriorityQueue<>(2);
    /** How many wait for another attempt. */
    int retrying;

    private @Nullable GroupReceiver owner;

    KeyLane(String key) {
        this.key = key;
    }

    /** Tells whether the next event of the key may go to a receiver. */
    boolean openTo(GroupReceiver receiver) {
        return retrying == 0 && (leased.isEmpty() || owner == receiver);
    }

    void lease(GroupLease lease) {
        leased.put(lease.offset(), lease);
        owner = lease.receiver();
    }

    boolean isIdle() {
        return leased.isEmpty() && parked.isEmpty() && retrying == 0;
    }
}
