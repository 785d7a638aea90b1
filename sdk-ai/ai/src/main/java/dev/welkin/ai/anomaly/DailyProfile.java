package dev.welkin.ai.anomaly;

import dev.welkin.ai.internal.saved.Envelope;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What is usual at each time of the day (UTC), as a fading mean for each slot of the day. */
final class DailyProfile {
    private static final long DAY_SECONDS = 86_400;
    private static final int SEEN_ENOUGH = 4;
    private static final double LEARNING = 0.02;

    private final double[] usual;
    private final long[] seen;

    DailyProfile(int slots) {
        this.usual = new double[slots];
        this.seen = new long[slots];
    }

    /** Returns the slot a moment belongs to. */
    int slot(long epochSecond) {
        return (int) (Math.floorMod(epochSecond, DAY_SECONDS) * usual.length / DAY_SECONDS);
    }

    /** Tells whether enough was seen of a slot to judge by. */
    boolean knows(int slot) {
        return seen[slot] >= SEEN_ENOUGH;
    }

    /** Returns by how much the value is above what is usual in the slot. */
    double residual(int slot, double value) {
        return value - usual[slot];
    }

    /** Moves what is usual in the slot towards a value with that residual. */
    void learn(int slot, double residual) {
        seen[slot]++;
        usual[slot] += residual * Math.max(LEARNING, 1.0 / seen[slot]);
    }

    void save(DataOutput out) throws IOException {
        for (int slot = 0; slot < usual.length; slot++) {
            out.writeDouble(usual[slot]);
            out.writeLong(seen[slot]);
        }
    }

    void load(DataInput in) throws IOException {
        for (int slot = 0; slot < usual.length; slot++) {
            usual[slot] = Envelope.finite(in);
            seen[slot] = in.readLong();
        }
    }
}
