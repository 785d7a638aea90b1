package dev.welkin.ai.anomaly;

import java.util.List;

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

    private NumentaScore(double sum, int windows) {
        this.sum = sum;
        this.windows = windows;
    }

    /**
     * Returns the score of no series, to add to.
     *
     * @return nothing judged yet
     */
    public static NumentaScore none() {
        return new NumentaScore(0, 0);
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
        boolean[] found = new boolean[windows.size()];
        double points = 0;
        for (int row = probation(scores.length); row < scores.length; row++) {
            if (scores[row] >= threshold) {
                points += detection(row, windows, found);
            }
        }
        for (boolean window : found) {
            points -= window ? 0 : 1;
        }
        return new NumentaScore(sum + points, this.windows + windows.size());
    }

    /**
     * Returns the score.
     *
     * @return at most 100; 0 for a detector that never fires; NaN without any window
     */
    public double value() {
        double nothing = -windows;
        double perfect = windows;
        return 100 * (sum - nothing) / (perfect - nothing);
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

    private static double detection(int row, List<Window> windows, boolean[] found) {
        Window before = null;
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            if (row >= window.left() && row <= window.right()) {
                double points = found[i] ? 0 : early(row, window);
                found[i] = true;
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
