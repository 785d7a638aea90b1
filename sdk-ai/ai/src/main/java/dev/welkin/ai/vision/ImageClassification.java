package dev.welkin.ai.vision;

import dev.welkin.ai.infer.Conversion;
import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.infer.Task;
import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.infer.Tensors;
import dev.welkin.ai.text.Classification;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Names what an image shows. The model takes one image of shape [batch, 3, height, width] and gives one number for each
 * class; the manifest's labels name the classes, and its preprocessing may say {@code channels}, {@code mean} and
 * {@code scale}. Numbers that are no probabilities yet become some by softmax.
 */
public final class ImageClassification implements Task<BufferedImage, Classification> {
    /** How far from 1 probabilities may add up, in half precision. */
    private static final double TOLERANCE = 0.02;

    private ImageClassification() {}

    /**
     * Returns the task.
     *
     * @return what {@link InferenceModel#serving(Task)} takes
     */
    public static ImageClassification task() {
        return new ImageClassification();
    }

    @Override
    public Conversion<BufferedImage, Classification> on(InferenceModel model) {
        if (model.outputs().size() != 1) {
            throw ImageInput.unsuited("it gives " + model.outputs().size() + " outputs, and one is needed");
        }
        ImageInput input = ImageInput.of(model);
        List<String> labels = model.description().labels();
        return new Conversion<>() {
            @Override
            public Tensors inputs(BufferedImage image) {
                return input.of(image);
            }

            @Override
            public Classification output(BufferedImage image, Tensors outputs) {
                return named(labels, outputs.iterator().next());
            }
        };
    }

    private static Classification named(List<String> labels, Tensor output) {
        double[] scores = probabilities(output.toFloats());
        if (scores.length != labels.size()) {
            throw ImageInput.unsuited("it gives " + scores.length + " numbers, and its manifest has " + labels.size()
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
