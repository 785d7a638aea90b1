package dev.welkin.events.internal.engine;

import java.util.BitSet;
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
}
