package dev.welkin.ai.anomaly;

import dev.welkin.ai.internal.saved.Envelope;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The times of the readings: how far apart they usually are, and which of them repeat, go back or follow a gap. */
final class Pace {
    private static final int GAP_INTERVALS = 10;
    private static final int SETTLED = 10;
    private static final double LEARNING = 0.02;

    private long latest = Long.MIN_VALUE;
    private double usualMillis;
    private long intervals;
    private long repeated;
    private long outOfOrder;
    private long gaps;

    /** Takes in the time of a reading and tells whether it follows a gap. */
    boolean next(long epochMillis) {
        if (latest == Long.MIN_VALUE || epochMillis > latest) {
            double interval = latest == Long.MIN_VALUE ? 0 : (double) epochMillis - latest;
            latest = epochMillis;
            return interval > 0 && gapOf(interval);
        }
        if (epochMillis == latest) {
            repeated++;
        } else {
            outOfOrder++;
        }
        return false;
    }

    private boolean gapOf(double interval) {
        boolean gap = intervals >= SETTLED && interval > GAP_INTERVALS * usualMillis;
        gaps += gap ? 1 : 0;
        intervals++;
        double learnt = gap ? GAP_INTERVALS * usualMillis : interval;
        usualMillis += (learnt - usualMillis) * Math.max(LEARNING, 1.0 / intervals);
        return gap;
    }

    long repeated() {
        return repeated;
    }

    long outOfOrder() {
        return outOfOrder;
    }

    long gaps() {
        return gaps;
    }

    void save(DataOutput out) throws IOException {
        out.writeLong(latest);
        out.writeDouble(usualMillis);
        out.writeLong(intervals);
        out.writeLong(repeated);
        out.writeLong(outOfOrder);
        out.writeLong(gaps);
    }

    void load(DataInput in) throws IOException {
        latest = in.readLong();
        usualMillis = Envelope.finite(in);
        intervals = in.readLong();
        repeated = in.readLong();
        outOfOrder = in.readLong();
        gaps = in.readLong();
    }
}
