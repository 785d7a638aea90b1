package dev.welkin.ai.anomaly;

import java.time.Instant;
import java.util.List;

/**
 * How good alarms are against labelled windows.
 *
 * @param alarms how many alarms there were
 * @param alarmsInWindows how many of them lay in a window
 * @param windows how many windows there were
 * @param windowsFound how many of them had at least one alarm
 */
public record AlarmQuality(int alarms, int alarmsInWindows, int windows, int windowsFound) {
    /** Nothing judged yet. */
    public static final AlarmQuality NONE = new AlarmQuality(0, 0, 0, 0);

    /**
     * Judges the alarms of one series.
     *
     * @param alarms when there was an alarm
     * @param windows the labelled windows
     * @return the counts
     */
    public static AlarmQuality of(List<Instant> alarms, List<LabelledWindow> windows) {
        long inside = alarms.stream()
                .filter(a -> windows.stream().anyMatch(w -> w.contains(a)))
                .count();
        long found = windows.stream()
                .filter(w -> alarms.stream().anyMatch(w::contains))
                .count();
        return new AlarmQuality(alarms.size(), (int) inside, windows.size(), (int) found);
    }

    /**
     * Adds the counts of another series.
     *
     * @param other the other counts
     * @return the sum
     */
    public AlarmQuality plus(AlarmQuality other) {
        return new AlarmQuality(
                alarms + other.alarms,
                alarmsInWindows + other.alarmsInWindows,
                windows + other.windows,
                windowsFound + other.windowsFound);
    }

    /**
     * Returns the share of alarms that lay in a window.
     *
     * @return 0 to 1; NaN where there was no alarm
     */
    public double precision() {
        return alarmsInWindows / (double) alarms;
    }

    /**
     * Returns the share of windows that were found.
     *
     * @return 0 to 1; NaN where there was no window
     */
    public double recall() {
        return windowsFound / (double) windows;
    }
}
