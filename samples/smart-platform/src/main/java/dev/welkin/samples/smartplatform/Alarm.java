package dev.welkin.samples.smartplatform;

import java.time.Instant;
import java.util.Locale;

/**
 * A reading that looks wrong.
 *
 * @param series the sensor
 * @param row its number in the series
 * @param time when it was read
 * @param value what was read
 * @param score how unusual it is, 0 to 1
 */
record Alarm(String series, int row, Instant time, double value, double score) {
    String id() {
        return series + "/" + row;
    }

    /** The line that a question about the alarms is answered from. */
    String toSentence() {
        return String.format(
                Locale.ROOT,
                "ALARM series=%s time=%s value=%.2f score=%.3f: check %s around that time.",
                series,
                time,
                value,
                score,
                series.replace('_', ' '));
    }
}
