package dev.welkin.ai.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How far a reading is from what is usual at its hour of the day (UTC), in units of the usual distance. */
final class DailyProfile implements Statistic {
    private static final int HOURS = 24;
    private static final int SEEN_ENOUGH = 3;
    private static final int SETTLED = 50;
    private static final double CLIP = 10;
    private static final double PROFILE_FORGETTING = 0.03;
    private static final double DISTANCE_FORGETTING = 0.002;

    private final double[] usual = new double[HOURS];
    private final long[] seen = new long[HOURS];
    private double usualDistance;
    private long count;

    @Override
    public double next(long epochSecond, double value) {
        int hour = (int) Math.floorMod(Math.floorDiv(epochSecond, 3600L), (long) HOURS);
        double distance = seen[hour] == 0 ? 0 : Math.abs(value - usual[hour]);
        double unusual = seen[hour] < SEEN_ENOUGH ? 0 : distance / (usualDistance + 1e-9 * (1 + Math.abs(usual[hour])));
        learn(hour, value, distance);
        return unusual;
    }

    private void learn(int hour, double value, double distance) {
        count++;
        seen[hour]++;
        usual[hour] += (value - usual[hour]) * Math.max(PROFILE_FORGETTING, 1.0 / seen[hour]);
        double learnt = count <= SETTLED ? distance : Math.min(distance, CLIP * usualDistance + 1e-12);
        usualDistance += (learnt - usualDistance) * Math.max(DISTANCE_FORGETTING, 1.0 / count);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        for (int hour = 0; hour < HOURS; hour++) {
            out.writeDouble(usual[hour]);
            out.writeLong(seen[hour]);
        }
        out.writeDouble(usualDistance);
        out.writeLong(count);
    }

    @Override
    public void load(DataInput in) throws IOException {
        for (int hour = 0; hour < HOURS; hour++) {
            usual[hour] = in.readDouble();
            seen[hour] = in.readLong();
        }
        usualDistance = in.readDouble();
        count = in.readLong();
    }
}
