package dev.welkin.samples.smartplatform;

import dev.welkin.ai.anomaly.LabelledWindow;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** One series as an SVG picture: the readings as a line, labelled windows as bands, alarms as marks. */
final class Chart {
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 180;
    private static final int TOP = 14;
    private static final int BOTTOM = 158;

    private final Sensor sensor;
    private final List<Alarm> alarms;
    private final long from;
    private final long to;
    private final double low;
    private final double high;

    Chart(Sensor sensor, List<Alarm> alarms) {
        this.sensor = sensor;
        this.alarms = alarms;
        this.from = sensor.epochMillis()[0];
        this.to = sensor.epochMillis()[sensor.rows() - 1];
        this.low = java.util.Arrays.stream(sensor.values()).min().orElse(0);
        this.high = java.util.Arrays.stream(sensor.values()).max().orElse(1);
    }

    String toSvg() {
        StringBuilder svg = new StringBuilder();
        svg.append(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n".formatted(WIDTH, HEIGHT, sensor.name()));
        sensor.windows().forEach(window -> svg.append(band(window)));
        svg.append("<polyline class=\"line\" points=\"").append(points()).append("\"/>\n");
        alarms.forEach(alarm -> svg.append(mark(alarm)));
        svg.append(label(0, "start", day(from))).append(label(WIDTH, "end", day(to)));
        svg.append(axis(TOP, high)).append(axis(BOTTOM, low));
        return svg.append("</svg>\n").toString();
    }

    private String band(LabelledWindow window) {
        double left = x(window.from().toEpochMilli());
        double width = Math.max(2, x(window.to().toEpochMilli()) - left);
        return format(
                "<rect class=\"window\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>\n",
                left, TOP, width, BOTTOM - TOP);
    }

    private String mark(Alarm alarm) {
        double x = x(alarm.time().toEpochMilli());
        boolean right = sensor.windows().stream().anyMatch(w -> w.contains(alarm.time()));
        return format(
                "<g class=\"%s\"><line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/><circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\">"
                        + "<title>%s: %.2f, score %.3f</title></circle></g>\n",
                right ? "alarm hit" : "alarm miss",
                x,
                x,
                TOP,
                BOTTOM,
                x,
                y(alarm.value()),
                alarm.time(),
                alarm.value(),
                alarm.score());
    }

    /** The least and the greatest reading of each of 500 spans, so that no spike is lost and the page stays small. */
    private String points() {
        StringBuilder points = new StringBuilder();
        int spans = Math.min(500, sensor.rows());
        for (int span = 0; span < spans; span++) {
            int first = (int) ((long) span * sensor.rows() / spans);
            int last = (int) ((long) (span + 1) * sensor.rows() / spans) - 1;
            append(points, extreme(first, last, false), extreme(first, last, true));
        }
        return points.toString();
    }

    private void append(StringBuilder points, int one, int other) {
        for (int row : new int[] {Math.min(one, other), Math.max(one, other)}) {
            points.append(format("%.1f,%.1f ", x(sensor.epochMillis()[row]), y(sensor.values()[row])));
        }
    }

    private int extreme(int first, int last, boolean greatest) {
        int best = first;
        for (int row = first; row <= last; row++) {
            boolean greater = sensor.values()[row] > sensor.values()[best];
            boolean less = sensor.values()[row] < sensor.values()[best];
            best = (greatest ? greater : less) ? row : best;
        }
        return best;
    }

    private static String label(int x, String anchor, String text) {
        return format("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n", x, HEIGHT - 6, anchor, text);
    }

    private static String axis(int y, double value) {
        return format("<text x=\"4\" y=\"%d\">%.6g</text>\n", y + (y == TOP ? 10 : -4), value);
    }

    private double x(long epochMillis) {
        return WIDTH * (epochMillis - from) / (double) Math.max(1, to - from);
    }

    private double y(double value) {
        return BOTTOM - (BOTTOM - TOP) * (value - low) / Math.max(1e-9, high - low);
    }

    private static String day(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).toString().substring(0, 10);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
