package dev.welkin.ai.vision;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/** Gathers what a model found in one image: boxes in the model's input become detections in the image's own pixels. */
final class Findings {
    /** How far above 1 a score may be, in half precision. */
    private static final double TOLERANCE = 1e-3;

    private final List<String> labels;
    private final double minScore;
    private final Placement placement;
    private final List<Detection> found = new ArrayList<>();

    Findings(List<String> labels, double minScore, Placement placement) {
        this.labels = labels;
        this.minScore = minScore;
        this.placement = placement;
    }

    /** Tells whether a candidate is sure enough to be looked at. A score that is none is refused. */
    boolean counts(double score) {
        if (!(score >= -TOLERANCE && score <= 1 + TOLERANCE)) {
            throw unusable("it gives the score " + score + ", and scores go from 0 to 1");
        }
        return score >= minScore;
    }

    /** Adds a box by its edges in pixels of the input. One that has no area inside of the image is left out. */
    void corners(double label, double score, double left, double top, double right, double bottom) {
        if (!Double.isFinite(left + top + right + bottom)) {
            throw unusable("it gives a box with the edges " + left + ", " + top + ", " + right + ", " + bottom);
        }
        double x = placement.across().back(left);
        double y = placement.down().back(top);
        double width = placement.across().back(right) - x;
        double height = placement.down().back(bottom) - y;
        if (width > 0 && height > 0) {
            found.add(new Detection(named(label), Math.min(1, score), x, y, width, height));
        }
    }

    /** Adds a box by its centre and size in pixels of the input. */
    void centred(double label, double score, double x, double y, double width, double height) {
        corners(label, score, x - width / 2, y - height / 2, x + width / 2, y + height / 2);
    }

    /** Adds a box by its edges as parts of the input. */
    void cornerParts(double label, double score, double left, double top, double right, double bottom) {
        int width = placement.across().input();
        int height = placement.down().input();
        corners(label, score, left * width, top * height, right * width, bottom * height);
    }

    /** Adds a box by its centre and size as parts of the input. */
    void centredParts(double label, double score, double x, double y, double width, double height) {
        cornerParts(label, score, x - width / 2, y - height / 2, x + width / 2, y + height / 2);
    }

    /** What was found, in the order of the model. */
    List<Detection> all() {
        return found;
    }

    static void requireLimits(double minScore, double maxOverlap) {
        if (!(minScore > 0 && minScore < 1 && maxOverlap >= 0 && maxOverlap <= 1)) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "Detections of a score from " + minScore + " that overlap by at most " + maxOverlap
                            + " can't be asked for: the score lies between 0 and 1, the overlap from 0 to 1");
        }
    }

    static CloudException unusable(String why) {
        return CloudException.of(
                ErrorCode.CORRUPTED,
                "The model's answer can't be used: " + why + ". Check that its manifest describes its outputs.");
    }

    private String named(double label) {
        int number = (int) label;
        if (number != label || number < 0 || number >= labels.size()) {
            throw unusable("it gives the class " + label + ", and its manifest has " + labels.size()
                    + " labels, which count from 0");
        }
        return labels.get(number);
    }
}
