package dev.welkin.ai.vision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Something found in an image.
 *
 * @param label what it is
 * @param score how sure the model is, from 0 to 1
 * @param x the left edge in pixels of the image that was given
 * @param y the upper edge in pixels
 * @param width in pixels
 * @param height in pixels
 */
public record Detection(String label, double score, double x, double y, double width, double height) {
    private static final Comparator<Detection> SUREST_FIRST = Comparator.comparingDouble(Detection::score)
            .reversed()
            .thenComparing(Detection::label)
            .thenComparingDouble(Detection::x)
            .thenComparingDouble(Detection::y)
            .thenComparingDouble(Detection::width)
            .thenComparingDouble(Detection::height);

    /**
     * Tells how much two boxes cover of one another.
     *
     * @param other another box
     * @return the area of their intersection by that of their union, 0 to 1
     */
    public double overlap(Detection other) {
        double across = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
        double down = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
        double both = Math.max(0, across) * Math.max(0, down);
        double either = width * height + other.width * other.height - both;
        return either <= 0 ? 0 : both / either;
    }

    /**
     * Keeps of boxes that cover one another the surest (non-maximum suppression, greedy). Boxes of different labels
     * don't suppress one another. The order in which the boxes come does not matter.
     *
     * @param found boxes
     * @param maxOverlap boxes that overlap a surer one of their label by more are dropped, 0 to 1
     * @param limit keeps at most so many, the surest
     * @return what is kept, the surest first
     */
    public static List<Detection> distinct(List<Detection> found, double maxOverlap, int limit) {
        List<Detection> kept = new ArrayList<>();
        Map<String, List<Detection>> keptByLabel = new HashMap<>();
        for (Detection next : found.stream().sorted(SUREST_FIRST).toList()) {
            if (kept.size() >= limit) {
                break;
            }
            List<Detection> rivals = keptByLabel.computeIfAbsent(next.label, label -> new ArrayList<>());
            if (rivals.stream().noneMatch(rival -> rival.overlap(next) > maxOverlap)) {
                rivals.add(next);
                kept.add(next);
            }
        }
        return List.copyOf(kept);
    }
}
