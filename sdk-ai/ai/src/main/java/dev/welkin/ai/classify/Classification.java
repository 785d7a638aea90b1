package dev.welkin.ai.classify;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a classifier says of a text, an image or a row.
 *
 * @param label the likeliest class
 * @param scores a number from 0 to 1 for every class, the likeliest first; together 1
 */
public record Classification(String label, Map<String, Double> scores) {
    /** Copies the scores. */
    public Classification {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    }

    /**
     * Returns how sure the classifier is.
     *
     * @return the score of the likeliest class
     */
    public double score() {
        return scores.getOrDefault(label, 0.0);
    }
}
