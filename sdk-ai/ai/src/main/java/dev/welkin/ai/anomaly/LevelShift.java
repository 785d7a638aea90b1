package dev.welkin.ai.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How far the mean of the latest few readings is from the long mean before them, in long standard deviations. */
final class LevelShift implements Statistic {
    private static final double FORGETTING = 0.001;

    private final RecentValues recent;
    private double mean;
    private double variance;

    LevelShift(int window) {
        recent = new RecentValues(window);
    }

    @Override
    public double next(long epochSecond, double value) {
        boolean full = recent.isFull();
        double leaving = recent.push(value);
        if (full) {
            learn(leaving);
        }
        if (recent.count() < 2L * recent.size()) {
            return 0;
        }
        return Math.abs(recent.mean() - mean) / (Math.sqrt(variance) + 1e-9 * (1 + Math.abs(mean)));
    }

    private void learn(double value) {
        double weight = Math.max(FORGETTING, 1.0 / (recent.count() - recent.size()));
        double off = value - mean;
        mean += off * weight;
        variance += (off * off - variance) * weight;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        recent.save(out);
        out.writeDouble(mean);
        out.writeDouble(variance);
    }

    @Override
    public void load(DataInput in) throws IOException {
        recent.load(in);
        mean = in.readDouble();
        variance = in.readDouble();
    }
}
