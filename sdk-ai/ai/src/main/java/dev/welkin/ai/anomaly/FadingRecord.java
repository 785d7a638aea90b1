package dev.welkin.ai.anomaly;

import dev.welkin.ai.internal.saved.Envelope;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The largest of the values seen, slowly fading, and how a new value compares with it. The comparison has no unit, so
 * measures of any scale become comparable. One glitch must not blind the record for what follows: a settled record at
 * most doubles with one value.
 */
final class FadingRecord {
    private static final double GROWTH = 2;
    /** What the first stir after perfect stillness counts as: beyond any alarm. */
    private static final double FIRST = 1000;

    private final double keep;
    private double record;

    /** Makes a record that fades to a third over so many values. */
    FadingRecord(int memory) {
        this.keep = 1 - 1.0 / memory;
    }

    /** Returns how many times the record the value is, then takes it in; an unsettled record takes it in whole. */
    double next(double value, boolean settled) {
        double ratio = ratio(value);
        double taken = settled && record > 0 ? Math.min(value, GROWTH * record) : value;
        record = Math.max(record * keep, taken);
        return ratio;
    }

    private double ratio(double value) {
        if (record > 0) {
            return Math.min(value / record, FIRST);
        }
        return value > 0 ? FIRST : 0;
    }

    double value() {
        return record;
    }

    void save(DataOutput out) throws IOException {
        out.writeDouble(record);
    }

    void load(DataInput in) throws IOException {
        record = Envelope.finite(in);
    }
}
