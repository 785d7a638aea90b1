package dev.welkin.ai.anomaly;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The standard score of the Numenta Anomaly Benchmark (Lavin and Ahmad, "Evaluating Real-time Anomaly Detection
 * Algorithms", 2015), over any number of series, at one threshold for all. 100 is a detector that fires once, at each
 * window's first row; 0 is one that never fires.
 *
 * <p>The first min(15 % of rows, 750) rows of a series do not count. In a window the earliest detection counts, more
 * the earlier it is; a detection outside costs up to 0.11, less just behind a window; a window without a detection
 * costs 1. Immutable.
 */
public final class NumentaScore {
    private static final double FALSE_POSITIVE = 0.11;
    private static final double PROBATION_SHARE = 0.15;
    private static final int PROBATION_MOST = 750;

    private final double sum;
    private final int windows;
    private final int found;
    private final int falseAlarms;

    private NumentaScore(double sum, int windows, int found, int falseAlarms) {
        this.sum = sum;
        this.windows = windows;
        this.found = found;
        this.falseAlarms = falseAlarms;
    }

    /**
     * Returns the score of no series, to add to.
     *
     * @return nothing judged yet
     */
    public static NumentaScore none() {
        return new NumentaScore(0, 0, 0, 0);
    }

    /**
     * A labelled window in rows.
     *
     * @param left its first row
     * @param right its last row, itself included
     */
    public record Window(int left, int right) {}

    /**
     * Adds one series.
     *
     * @param scores the detector's score of each row
     * @param windows the labelled windows, in order
     * @param threshold a row is a detection if its score is at or above this
     * @return the score over all series so far and this one
     */
    public NumentaScore plus(double[] scores, List<Window> windows, double threshold) {
        boolean[] seen = new boolean[windows.size()];
        double points = -windows.size();
        int outside = 0;
        for (int row = probation(scores.length); row < scores.length; row++) {
            if (scores[row] >= threshold) {
                points += detection(row, windows, seen);
                outside += inside(row, windows) ? 0 : 1;
            }
        }
        int hits = (int) IntStream.range(0, seen.length).filter(w -> seen[w]).count();
        return new NumentaScore(sum + points, this.windows + windows.size(), found + hits, falseAlarms + outside);
    }

    private static boolean inside(int row, List<Window> windows) {
        return windows.stream().anyMatch(w -> row >= w.left() && row <= w.right());
    }

    /**
     * Returns the score.
     *
     * @return at most 100; 0 for a detector that never fires, and where there was no window at all
     */
    public double value() {
        if (windows == 0) {
            return 0;
        }
        double nothing = -windows;
        double perfect = windows;
        return 100 * (sum - nothing) / (perfect - nothing);
    }

    /**
     * Returns how many windows there were.
     *
     * @return the count over all series
     */
    public int windows() {
        return windows;
    }

    /**
     * Returns how many windows had a detection.
     *
     * @return the count over all series
     */
    public int found() {
        return found;
    }

    /**
     * Returns how many detections lay outside every window.
     *
     * @return the count over all series, without probation
     */
    public int falseAlarms() {
        return falseAlarms;
    }

    /**
     * Returns how many rows at the start of a series do not count.
     *
     * @param rows the length of the series
     * @return min(15 % of rows, 750)
     */
    public static int probation(int rows) {
        return (int) Math.min(PROBATION_SHARE * rows, PROBATION_MOST);
    }

    private static double detection(int row, List<Window> windows, boolean[] seen) {
        Window before = null;
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            if (row >= window.left() && row <= window.right()) {
                double points = seen[i] ? 0 : 1 + early(row, window);
                seen[i] = true;
                return points;
            }
            before = window.right() < row ? window : before;
        }
        return before == null ? -FALSE_POSITIVE : FALSE_POSITIVE * late(row, before);
    }

    private static double early(int row, Window window) {
        double width = window.right() - window.left() + 1.0;
        return sigmoid(-(window.right() - row + 1) / width) / sigmoid(-1);
    }

    private static double late(int row, Window window) {
        double width = window.right() - window.left() + 1.0;
        return sigmoid((row - window.right()) / (width - 1));
    }

    private static double sigmoid(double x) {
        return x > 3 ? -1 : 2 / (1 + Math.exp(5 * x)) - 1;
    }
}
