package dev.welkin.ai.train;

/** What a chart is drawn on. Coordinates are pixels from the upper left. */
interface Canvas {
    /** Where a text begins, or ends, or has its middle. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    void line(double x1, double y1, double x2, double y2, String colour);

    /** A line through points: x and y in turn. */
    void path(double[] points, String colour, boolean dashed);

    void text(String text, double x, double y, Anchor anchor, String colour);
}
