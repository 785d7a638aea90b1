package dev.welkin.ai.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;

/**
 * Scores one series of readings as they come, from the first reading on, with one setting for every series.
 *
 * <p>Five statistics look at each reading: the step to it, the shift of the recent level, its distance from the usual
 * at this hour of the day, the distance of the recent shape from shapes seen before, and a change of variability. Each
 * is turned into a tail probability among everything this series has shown so far, which makes them comparable; the two
 * rarest are added, and the sum again becomes a tail probability. After an alarm the detector stays quiet until
 * something rarer comes or time has passed. The steps are those of conformal anomaly detection (Laxhammar and Falkman,
 * 2015) and of the anomaly likelihood of Ahmad, Lavin, Purdy and Agha, Neurocomputing 262 (2017).
 *
 * <p>It is deterministic: the same readings give bit-identical scores, also across {@link AnomalyModel#save} and load.
 * It keeps about 8 KB and allocates nothing while scoring. Used by one thread at a time.
 */
public final class AnomalyDetector {
    /** The score from which on a reading is an alarm: the one that is best over the whole Numenta corpus. */
    public static final double ALARM = 0.75;

    private static final int WARM_UP = 100;

    private final Statistic[] statistics = {
        new Spike(), new LevelShift(15), new LevelShift(30), new DailyProfile(), new Variability(30)
    };
    private final TailProbability[] tails = new TailProbability[statistics.length];
    private final TailProbability combined = new TailProbability();
    private final Quiet quiet = new Quiet();
    private long readings;
    private long unusable;
    private long outOfOrder;
    private long latestSecond = Long.MIN_VALUE;

    private AnomalyDetector() {
        for (int i = 0; i < tails.length; i++) {
            tails[i] = new TailProbability();
        }
    }

    /**
     * Makes a detector that knows nothing yet. Its first 100 readings score 0.
     *
     * @return a new detector
     */
    public static AnomalyDetector cold() {
        return new AnomalyDetector();
    }

    /**
     * Scores the next reading.
     *
     * <p>Never throws: NaN and infinite values score 0, leave no trace in what is learnt and are counted as
     * {@linkplain #unusable unusable}; times that repeat or go backwards are scored like others, since only the hour of
     * day is used, and are counted as {@linkplain #outOfOrder out of order}; after a gap the series simply goes on.
     *
     * @param time when it was read
     * @param value what was read
     * @return 0 for nothing unusual up to 1; an alarm is what reaches {@link #ALARM}
     */
    public double score(Instant time, double value) {
        return score(time.toEpochMilli(), value);
    }

    /**
     * Scores the next reading; see {@link #score(Instant, double)}.
     *
     * @param epochMillis when it was read, in milliseconds since 1970-01-01T00:00:00Z
     * @param value what was read
     * @return the score, 0 to 1
     */
    public double score(long epochMillis, double value) {
        if (!Double.isFinite(value)) {
            unusable++;
            return 0;
        }
        long second = Math.floorDiv(epochMillis, 1000L);
        if (second <= latestSecond) {
            outOfOrder++;
        }
        latestSecond = Math.max(latestSecond, second);
        return 1 - StrictMath.pow(10, -quiet.next(rarity(second, value), readings++));
    }

    private double rarity(long second, double value) {
        double rarest = 0;
        double next = 0;
        for (int i = 0; i < statistics.length; i++) {
            double rarity = tails[i].next(statistics[i].next(second, value));
            double shown = readings < WARM_UP ? 0 : rarity;
            next = Math.max(next, Math.min(rarest, shown));
            rarest = Math.max(rarest, shown);
        }
        return readings < WARM_UP ? 0 : combined.next(rarest + next);
    }

    /**
     * Counts the readings that were scored.
     *
     * @return the count, without unusable ones
     */
    public long readings() {
        return readings;
    }

    /**
     * Counts the readings that were not finite numbers.
     *
     * @return the count
     */
    public long unusable() {
        return unusable;
    }

    /**
     * Counts the readings whose time was not after all earlier ones.
     *
     * @return the count
     */
    public long outOfOrder() {
        return outOfOrder;
    }

    void save(DataOutput out) throws IOException {
        for (int i = 0; i < statistics.length; i++) {
            statistics[i].save(out);
            tails[i].save(out);
        }
        combined.save(out);
        quiet.save(out);
        out.writeLong(readings);
        out.writeLong(unusable);
        out.writeLong(outOfOrder);
        out.writeLong(latestSecond);
    }

    void load(DataInput in) throws IOException {
        for (int i = 0; i < statistics.length; i++) {
            statistics[i].load(in);
            tails[i].load(in);
        }
        combined.load(in);
        quiet.load(in);
        readings = in.readLong();
        unusable = in.readLong();
        outOfOrder = in.readLong();
        latestSecond = in.readLong();
    }
}
