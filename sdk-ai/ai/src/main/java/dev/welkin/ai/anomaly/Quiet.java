package dev.welkin.ai.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Lets one event raise one alarm. After a rarity was let through, only what exceeds it counts, by what it exceeds it;
 * the level it must exceed halves over 15 % of the rows seen so far, and over 40 rows at least: the longer a series has
 * been watched, the longer an alarm stays fresh.
 */
final class Quiet {
    private static final double SHARE_OF_ROWS = 0.15;
    private static final double LEAST_ROWS = 40;

    private double level;

    double next(double rarity, long rows) {
        level *= StrictMath.pow(0.5, 1 / Math.max(LEAST_ROWS, SHARE_OF_ROWS * rows));
        if (rarity <= level) {
            return 0;
        }
        double above = rarity - level;
        level = rarity;
        return above;
    }

    void save(DataOutput out) throws IOException {
        out.writeDouble(level);
    }

    void load(DataInput in) throws IOException {
        level = in.readDouble();
    }
}
