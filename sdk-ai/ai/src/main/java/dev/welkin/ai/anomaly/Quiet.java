package dev.welkin.ai.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Lets one event raise one alarm: for some readings after an alarm, scores are halved and so stay below it. */
final class Quiet {
    private final int readings;
    private int left;

    Quiet(int readings) {
        this.readings = readings;
    }

    double next(double score) {
        if (left > 0) {
            left--;
            return score / 2;
        }
        if (score >= AnomalyDetector.ALARM) {
            left = Math.max(0, readings - 1);
        }
        return score;
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(left);
    }

    void load(DataInput in) throws IOException {
        left = in.readInt();
    }
}
