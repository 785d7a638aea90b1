package dev.welkin.ai.train;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Two panels over the epochs: loss and accuracy, of training and of validation. */
final class HistoryChart {
    static final int WIDTH = 960;
    static final int HEIGHT = 380;

    private static final int PANEL_WIDTH = 390;
    private static final int PANEL_HEIGHT = 270;
    private static final int TOP = 50;
    private static final int LEFT = 60;
    private static final int RIGHT_PANEL = 535;
    private static final int LINES = 5;
    private static final String TRAIN = "#1f6feb";
    private static final String VALIDATION = "#d1560f";
    private static final String INK = "#24292f";
    private static final String GRID = "#d0d7de";

    private final List<Epoch> epochs;
    private final Canvas canvas;
    private final int left;
    private final double top;

    private HistoryChart(List<Epoch> epochs, Canvas canvas, int left, double top) {
        this.epochs = epochs;
        this.canvas = canvas;
        this.left = left;
        this.top = top;
    }

    static void draw(History history, Canvas canvas) {
        List<Epoch> epochs = history.epochs();
        double highest = epochs.stream()
                .flatMapToDouble(e -> DoubleStream.of(e.trainLoss(), e.validationLoss()))
                .max()
                .orElse(1);
        new HistoryChart(epochs, canvas, LEFT, roundUp(highest)).panel("Loss", Epoch::trainLoss, Epoch::validationLoss);
        new HistoryChart(epochs, canvas, RIGHT_PANEL, 1)
                .panel("Accuracy", Epoch::trainAccuracy, Epoch::validationAccuracy);
        legend(canvas, history.best());
    }

    private void panel(String title, ToDoubleFunction<Epoch> train, ToDoubleFunction<Epoch> validation) {
        canvas.text(title, left, TOP - 16, Canvas.Anchor.START, INK);
        for (int i = 0; i <= LINES; i++) {
            double value = top * i / LINES;
            canvas.line(left, y(value), left + PANEL_WIDTH, y(value), i == 0 ? INK : GRID);
            canvas.text(shown(value), left - 8, y(value) + 4, Canvas.Anchor.END, INK);
        }
        int step = Math.max(1, (epochs.size() + 9) / 10);
        for (int i = 0; i < epochs.size(); i += step) {
            String number = String.valueOf(epochs.get(i).number());
            canvas.text(number, x(i), TOP + PANEL_HEIGHT + 20, Canvas.Anchor.MIDDLE, INK);
        }
        canvas.path(points(train), TRAIN, false);
        canvas.path(points(validation), VALIDATION, true);
    }

    private static void legend(Canvas canvas, int best) {
        double y = HEIGHT - 14;
        canvas.path(new double[] {LEFT, y - 4, LEFT + 28, y - 4}, TRAIN, false);
        canvas.text("training", LEFT + 36, y, Canvas.Anchor.START, INK);
        canvas.path(new double[] {LEFT + 120, y - 4, LEFT + 148, y - 4}, VALIDATION, true);
        canvas.text("validation", LEFT + 156, y, Canvas.Anchor.START, INK);
        canvas.text("epochs; the model is that of epoch " + best, WIDTH - 35, y, Canvas.Anchor.END, INK);
    }

    private double[] points(ToDoubleFunction<Epoch> value) {
        double[] points = new double[2 * epochs.size()];
        for (int i = 0; i < epochs.size(); i++) {
            points[2 * i] = x(i);
            points[2 * i + 1] = y(Math.min(top, value.applyAsDouble(epochs.get(i))));
        }
        return points;
    }

    private double x(int index) {
        return left + (epochs.size() == 1 ? PANEL_WIDTH / 2.0 : (double) PANEL_WIDTH * index / (epochs.size() - 1));
    }

    private double y(double value) {
        return TOP + PANEL_HEIGHT * (1 - value / top);
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }

    /** The next 1, 2 or 5 with zeros. */
    private static double roundUp(double value) {
        double unit = Math.pow(10, Math.floor(Math.log10(Math.max(value, 1e-6))));
        return DoubleStream.of(1, 2, 5, 10)
                .map(n -> n * unit)
                .filter(n -> n >= value)
                .findFirst()
                .orElse(10 * unit);
    }
}
