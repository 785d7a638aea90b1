package dev.welkin.ai.vision;

import static dev.welkin.ai.vision.OutputShape.ANY;

import dev.welkin.ai.infer.Conversion;
import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.infer.Task;
import dev.welkin.ai.infer.Tensors;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Finds faces by a model of the <a
 * href="https://github.com/Linzaer/Ultra-Light-Fast-Generic-Face-Detector-1MB">Ultra-Light</a> family: output
 * {@code scores} holds for each candidate how likely it is background and face, output {@code boxes} its left, upper,
 * right and lower edge as parts of the image. Candidates that overlap surer ones are dropped. In the manifest such a
 * model has the preprocessing {@code mean} 127 and {@code scale} 128. An answer that is no faces, a NaN, an infinite
 * box or a score outside of 0 to 1, is CORRUPTED.
 *
 * @param minScore candidates less sure are dropped, above 0 and below 1
 * @param maxOverlap faces may overlap by this much, 0 to 1
 */
public record FaceDetection(double minScore, double maxOverlap) implements Task<BufferedImage, List<Detection>> {
    /** How sure the model must be unless told otherwise. */
    public static final double DEFAULT_MIN_SCORE = 0.7;

    /** How much two faces may overlap unless told otherwise. */
    public static final double DEFAULT_MAX_OVERLAP = 0.3;

    private static final List<String> LABELS = List.of("face");
    private static final OutputShape SCORES = OutputShape.of(1, ANY, 2);
    private static final OutputShape BOXES = OutputShape.of(1, ANY, 4);

    /** Checks the numbers. */
    public FaceDetection {
        Findings.requireLimits(minScore, maxOverlap);
    }

    /**
     * Returns the task with its defaults.
     *
     * @return what {@link InferenceModel#serving(Task)} takes
     */
    public static FaceDetection task() {
        return new FaceDetection(DEFAULT_MIN_SCORE, DEFAULT_MAX_OVERLAP);
    }

    @Override
    public Conversion<BufferedImage, List<Detection>> on(InferenceModel model) {
        SCORES.require(model.outputs(), "scores");
        BOXES.require(model.outputs(), "boxes");
        ImageInput input = ImageInput.of(model);
        return new Conversion<>() {
            @Override
            public Tensors inputs(BufferedImage image) {
                return input.of(image);
            }

            @Override
            public List<Detection> output(BufferedImage image, Tensors outputs) {
                Findings found = new Findings(LABELS, minScore, input.placement(image));
                read(outputs, found);
                return Detection.distinct(found.all(), maxOverlap, Integer.MAX_VALUE);
            }
        };
    }

    private static void read(Tensors outputs, Findings found) {
        float[] scores = SCORES.values(outputs, "scores");
        float[] boxes = BOXES.values(outputs, "boxes");
        if (boxes.length != 2 * scores.length) {
            throw Findings.unusable("it gives " + boxes.length / 4 + " boxes and " + scores.length / 2 + " scores");
        }
        for (int i = 0; i < scores.length / 2; i++) {
            if (found.counts(scores[2 * i + 1])) {
                int at = 4 * i;
                found.cornerParts(0, scores[2 * i + 1], boxes[at], boxes[at + 1], boxes[at + 2], boxes[at + 3]);
            }
        }
    }
}
