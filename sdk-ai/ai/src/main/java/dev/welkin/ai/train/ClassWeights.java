package dev.welkin.ai.train;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.util.Arrays;
import java.util.List;

/** How much an example of each class counts. */
final class ClassWeights {
    private ClassWeights() {}

    static double[] of(List<String> labels, int[] counts, TrainingOptions options) {
        options.classWeights().keySet().stream()
                .filter(label -> !labels.contains(label))
                .findFirst()
                .ifPresent(label -> {
                    throw CloudException.of(
                            ErrorCode.INVALID_ARGUMENT,
                            "A weight is given for the class '" + Shown.of(label) + "', and there are only "
                                    + Shown.of(labels));
                });
        double mean = (double) Arrays.stream(counts).sum() / counts.length;
        double[] weights = new double[counts.length];
        for (int i = 0; i < weights.length; i++) {
            double share = options.balanced() ? mean / counts[i] : 1;
            weights[i] = share * options.classWeights().getOrDefault(labels.get(i), 1.0);
        }
        return weights;
    }
}
