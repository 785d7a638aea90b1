package dev.welkin.events.internal.engine;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * What a group must know after a restart.
 *
 * @param low all below is acknowledged
 * @param acked what is acknowledged above, counted from {@code low}
 * @param attempts how often events that are not acknowledged were delivered, by offset
 */
public record GroupState(long low, BitSet acked, Map<Long, Integer> attempts) {
    /** Returns the state of a group that starts at an offset. */
    public static GroupState at(long offset) {
        return new GroupState(offset, new BitSet(), Map.of());
    }

    /** Forgets what is at or behind an end. */
    public GroupState upTo(long end) {
        AckSet acks = AckSet.restore(low, acked, end);
        Map<Long, Integer> known = new HashMap<>(attempts);
        known.keySet().removeIf(offset -> offset >= end);
        return new GroupState(acks.low(), acks.above(), known);
    }
}
