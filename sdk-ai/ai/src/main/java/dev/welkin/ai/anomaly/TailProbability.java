package dev.welkin.ai.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Says how rare a value is among all those seen so far, as {@code -log10} of the share that was at least as large: 1 is
 * one in ten, 2 one in a hundred. This is the conformal p-value of a non-conformity measure (Vovk, Gammerman, Shafer,
 * "Algorithmic Learning in a Random World", 2005), over a histogram of 20 logarithmic bins a decade, so that memory is
 * bounded and a reading costs one pass over 160 counters.
 */
final class TailProbability {
    private static final int BINS = 160;
    private static final int BINS_PER_DECADE = 20;
    private static final double SMALLEST = 1e-4;

    private final long[] counts = new long[BINS];
    private long total;

    /** Returns how rare the value is, then counts it. */
    double next(double value) {
        int bin = bin(value);
        double above = counts[bin] * 0.5;
        for (int i = bin + 1; i < BINS; i++) {
            above += counts[i];
        }
        double rarity = -StrictMath.log10((above + 0.5) / (total + 1));
        counts[bin]++;
        total++;
        return rarity;
    }

    private static int bin(double value) {
        if (value < SMALLEST) {
            return 0;
        }
        return (int) Math.min(BINS - 1.0, StrictMath.log10(value / SMALLEST) * BINS_PER_DECADE + 1);
    }

    void save(DataOutput out) throws IOException {
        out.writeLong(total);
        for (long count : counts) {
            out.writeLong(count);
        }
    }

    void load(DataInput in) throws IOException {
        total = in.readLong();
        for (int i = 0; i < BINS; i++) {
            counts[i] = in.readLong();
        }
    }
}
