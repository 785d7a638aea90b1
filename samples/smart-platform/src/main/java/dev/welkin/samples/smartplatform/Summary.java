package dev.welkin.samples.smartplatform;

import dev.welkin.ai.anomaly.AlarmQuality;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.PutOptions;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * What the run that finished has measured, kept in the bucket so that later runs show the same.
 *
 * @param text the table
 */
record Summary(String text) {
    private static final String KEY = "summary.txt";

    /** What one run measures. */
    record Measured(
            long published, long stored, long scored, double seconds, double p99Millis, double firstScoreSeconds) {}

    static Summary of(Measured m, AlarmQuality quality) {
        return new Summary(String.format(
                Locale.ROOT,
                "%n  events in %12d%n  stored %15d%n  scored %15d%n  alarms %15d   %d of them in labelled windows%n"
                        + "  precision %12.2f%n  recall %15.2f   %d of %d labelled windows found%n"
                        + "  events/s %13.0f   published, stored, scored and acknowledged%n"
                        + "  p99 %15.1f ms   from publish to alarm%n  first score %10.2f s    after the program's start%n",
                m.published(),
                m.stored(),
                m.scored(),
                quality.alarms(),
                quality.alarmsInWindows(),
                quality.precision(),
                quality.recall(),
                quality.windowsFound(),
                quality.windows(),
                m.scored() / m.seconds(),
                m.p99Millis(),
                m.firstScoreSeconds()));
    }

    static Optional<Summary> load(Bucket bucket) {
        return bucket.exists(KEY)
                ? Optional.of(new Summary(new String(bucket.getBytes(KEY), StandardCharsets.UTF_8)))
                : Optional.empty();
    }

    void save(Bucket bucket) {
        bucket.put(KEY, text.getBytes(StandardCharsets.UTF_8), PutOptions.mode(PutMode.overwrite()));
    }
}
