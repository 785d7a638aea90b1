package dev.welkin.ai.internal.classes;

import dev.welkin.CloudException;
import dev.welkin.ai.classify.Classification;
import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.internal.tasks.Unsuited;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One number for each class, as probabilities with names. */
public final class ScoredClasses {
    /** How far from 1 probabilities may add up, in half precision. */
    private static final double TOLERANCE = 0.02;

    private ScoredClasses() {}

    /**
     * Names the numbers. Those that are no probabilities yet become some by softmax.
     *
     * @param labels the classes, in the order of the numbers
     * @param output the numbers
     * @return the likeliest class first
     * @throws CloudException INVALID_ARGUMENT if there are more or fewer numbers than classes
     */
    public static Classification of(List<String> labels, Tensor output) {
        double[] scores = probabilities(output.toFloats());
        if (scores.length != labels.size()) {
            throw Unsuited.because("it gives " + scores.length + " numbers, and its manifest has " + labels.size()
                    + " labels; publish it with one label for each class");
        }
        Map<String, Double> byLabel = new HashMap<>();
        for (int i = 0; i < scores.length; i++) {
            byLabel.merge(labels.get(i), scores[i], Double::sum); // ImageNet calls two classes a crane
        }
        Map<String, Double> sorted = new LinkedHashMap<>();
        byLabel.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed().thenComparing(Map.Entry::getKey))
                .forEach(e -> sorted.put(e.getKey(), e.getValue()));
        return new Classification(sorted.keySet().iterator().next(), sorted);
    }

    static double[] probabilities(float[] values) {
        double[] scores =
                IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
        double sum = 0;
        double most = Double.NEGATIVE_INFINITY;
        double least = Double.POSITIVE_INFINITY;
        for (double score : scores) {
            sum += score;
            most = Math.max(most, score);
            least = Math.min(least, score);
        }
        return least >= 0 && Math.abs(sum - 1) <= TOLERANCE ? scores : softmax(scores, most);
    }

    private static double[] softmax(double[] scores, double most) {
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.exp(scores[i] - most);
            sum += scores[i];
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= sum;
        }
        return scores;
    }
}
