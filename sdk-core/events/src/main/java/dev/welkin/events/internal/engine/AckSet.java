package dev.welkin.events.internal.engine;

import java.util.BitSet;

/**
 * Which offsets are acknowledged: all below a low-water mark, and a bitmap above it. Not safe for use by several
 * threads.
 */
public final class AckSet {
    /** The bitmap is shortened when so many of its first bits are settled. */
    private static final int SHORTEN = 1 << 16;

    private BitSet above = new BitSet();
    private long base;
    private long low;

    /** Starts with everything below an offset acknowledged. */
    public AckSet(long low) {
        this.low = low;
        this.base = low;
    }

    /** Returns the first offset that is not acknowledged. */
    public long low() {
        return low;
    }

    /** Tells whether an offset is acknowledged. */
    public boolean contains(long offset) {
        return offset < low || above.get(Math.toIntExact(offset - base));
    }

    /** Acknowledges an offset. */
    public void add(long offset) {
        if (offset < low) {
            return;
        }
        above.set(Math.toIntExact(offset - base));
        if (offset == low) {
            low = base + above.nextClearBit(Math.toIntExact(low - base));
            shorten();
        }
    }

    /** Returns how many offsets above the low-water mark are acknowledged. */
    public long countAbove() {
        return above.cardinality() - (low - base);
    }

    /** Returns the acknowledged offsets above the low-water mark, counted from it. */
    public BitSet above() {
        return above.get(Math.toIntExact(low - base), Math.max(Math.toIntExact(low - base), above.length()));
    }

    /** Restores what {@link #low()} and {@link #above()} gave, forgetting what is at or behind an end. */
    public static AckSet restore(long low, BitSet above, long end) {
        AckSet set = new AckSet(Math.min(low, end));
        if (low < end) {
            BitSet kept = (BitSet) above.clone();
            int last = (int) Math.min(Integer.MAX_VALUE, end - low);
            kept.clear(last, Math.max(last, kept.length()));
            set.above = kept;
            set.low = low + kept.nextClearBit(0);
        }
        return set;
    }

    private void shorten() {
        int settled = Math.toIntExact(low - base);
        if (settled >= SHORTEN) {
            above = above.get(settled, Math.max(settled, above.length()));
            base = low;
        }
    }
}
