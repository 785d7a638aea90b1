package dev.welkin.ai.anomaly;

import dev.welkin.ai.internal.saved.Envelope;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The three looks at a reading, each as a multiple of its own fading record, joined to one number by their 8-norm: the
 * largest decides, and several that are nearly as large lift it a little.
 */
final class Surprise {
    private static final double DRIFT = 0.05;
    private static final double CLIP = 2;
    /** The records of slow things fade slower. */
    private static final int SLOW = 2;

    private final DailyProfile profile;
    private final Restlessness restlessness = new Restlessness();
    private final FadingRecord residuals;
    private final FadingRecord drifts;
    private final FadingRecord changes;
    private double drift;

    Surprise(int slots, int memory) {
        this.profile = new DailyProfile(slots);
        this.residuals = new FadingRecord(memory);
        this.drifts = new FadingRecord(SLOW * memory);
        this.changes = new FadingRecord(SLOW * memory);
    }

    /** Takes in a reading; a settled series learns from an outlier only as much as from twice its record. */
    double next(long epochSecond, double value, boolean settled) {
        int slot = profile.slot(epochSecond);
        double residual = profile.residual(slot, value);
        boolean judged = profile.knows(slot);
        double learnt = judged && settled ? clip(residual, CLIP * residuals.value()) : residual;
        profile.learn(slot, learnt);
        double change = changes.next(restlessness.next(value, settled), settled);
        if (!judged) {
            return change;
        }
        drift += DRIFT * (learnt - drift);
        return norm(residuals.next(Math.abs(residual), settled), drifts.next(Math.abs(drift), settled), change);
    }

    /** Takes the value for the one before, so that the step across a pause is none. */
    void skipTo(double value) {
        restlessness.skipTo(value);
    }

    private static double clip(double value, double limit) {
        return limit > 0 ? Math.max(-limit, Math.min(limit, value)) : value;
    }

    private static double norm(double a, double b, double c) {
        return Math.sqrt(Math.sqrt(Math.sqrt(eighth(a) + eighth(b) + eighth(c))));
    }

    private static double eighth(double x) {
        double square = x * x;
        double fourth = square * square;
        return fourth * fourth;
    }

    void save(DataOutput out) throws IOException {
        profile.save(out);
        restlessness.save(out);
        residuals.save(out);
        drifts.save(out);
        changes.save(out);
        out.writeDouble(drift);
    }

    void load(DataInput in) throws IOException {
        profile.load(in);
        restlessness.load(in);
        residuals.load(in);
        drifts.load(in);
        changes.load(in);
        drift = Envelope.finite(in);
    }
}
