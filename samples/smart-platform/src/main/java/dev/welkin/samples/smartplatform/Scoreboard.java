package dev.welkin.samples.smartplatform;

import dev.welkin.ai.anomaly.AnomalyDetector;
import dev.welkin.ai.anomaly.AnomalyModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Scores readings in order, each once. The first {@link #HISTORY} readings of a series are its history: a cold detector
 * scores them but raises no alarm. It goes on until {@link #SERVING}, where the trained model takes over and catches
 * up, so that the training job has time and nobody waits for it. What comes out depends on the readings alone, not on
 * when they came or how often the program was restarted.
 */
final class Scoreboard {
    /** Readings of each series that the model is trained on. */
    static final int HISTORY = 300;

    /** The row from which on the trained model scores. */
    static final int SERVING = 1_800;

    private final Supplier<AnomalyModel> trained;
    private final Map<String, List<SensorReading>> sinceHistory = new HashMap<>();
    private final Map<String, AnomalyDetector> detectors = new HashMap<>();
    private final Map<String, Integer> next = new HashMap<>();
    private final List<Alarm> alarms = new ArrayList<>();
    private long scored;

    /** Takes where the trained model comes from; it is asked where it takes over, and may wait. */
    Scoreboard(Supplier<AnomalyModel> trained) {
        this.trained = trained;
    }

    /** Returns the row that a series waits for. */
    int next(String series) {
        return next.getOrDefault(series, 0);
    }

    /** Tells whether a reading was not taken yet; one that comes too early means that readings were lost. */
    boolean isNew(SensorReading reading, int expected) {
        if (reading.row() > expected) {
            throw new IllegalStateException(reading.series() + " goes from row " + expected + " to " + reading.row());
        }
        return reading.row() == expected;
    }

    /** Scores the next reading of a series; returns the alarm it raises. */
    Optional<Alarm> take(SensorReading reading) {
        next.put(reading.series(), reading.row() + 1);
        scored++;
        double score = detector(reading).score(reading.epochMillis(), reading.value());
        if (reading.row() < HISTORY || score < AnomalyDetector.ALARM) {
            return Optional.empty();
        }
        Alarm alarm = new Alarm(
                reading.series(), reading.row(), Instant.ofEpochMilli(reading.epochMillis()), reading.value(), score);
        alarms.add(alarm);
        return Optional.of(alarm);
    }

    private AnomalyDetector detector(SensorReading reading) {
        String series = reading.series();
        if (reading.row() == SERVING) {
            detectors.put(series, serving(series));
        } else if (reading.row() >= HISTORY && reading.row() < SERVING) {
            sinceHistory.computeIfAbsent(series, s -> new ArrayList<>()).add(reading);
        }
        return detectors.computeIfAbsent(series, s -> AnomalyDetector.cold());
    }

    private AnomalyDetector serving(String series) {
        AnomalyDetector detector = trained.get().detector(series);
        List<SensorReading> missed = sinceHistory.remove(series);
        for (SensorReading reading : missed == null ? List.<SensorReading>of() : missed) {
            detector.score(reading.epochMillis(), reading.value());
        }
        return detector;
    }

    /** Returns how many readings were scored. */
    long scored() {
        return scored;
    }

    /** Returns all alarms, by series and row. */
    List<Alarm> alarms() {
        return alarms.stream()
                .sorted(java.util.Comparator.comparing(Alarm::series).thenComparingInt(Alarm::row))
                .toList();
    }
}
