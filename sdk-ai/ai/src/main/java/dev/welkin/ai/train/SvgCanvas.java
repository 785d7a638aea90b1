package dev.welkin.ai.train;

import java.util.Locale;

/** Draws SVG. */
final class SvgCanvas implements Canvas {
    private final StringBuilder svg = new StringBuilder();

    SvgCanvas(int width, int height) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"13\">%n",
                width, height, width, height);
        add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>%n", width, height);
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, String colour) {
        add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n", x1, y1, x2, y2, colour);
    }

    @Override
    public void path(double[] points, String colour, boolean dashed) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i + 1 < points.length; i += 2) {
            list.append(String.format(Locale.ROOT, "%.1f,%.1f ", points[i], points[i + 1]));
        }
        add(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>%n",
                list.toString().strip(), colour, dashed ? " stroke-dasharray=\"6 4\"" : "");
    }

    @Override
    public void text(String text, double x, double y, Anchor anchor, String colour) {
        String safe = text.replace("&", "&amp;").replace("<", "&lt;");
        String where = anchor.name().toLowerCase(Locale.ROOT);
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n", x, y, where, colour, safe);
    }

    @Override
    public String toString() {
        return svg + "</svg>\n";
    }

    private void add(String format, Object... parts) {
        svg.append(String.format(Locale.ROOT, format.replace("%n", "\n"), parts));
    }
}
