package dev.welkin.ai.vision;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.infer.Conversion;
import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.infer.Task;
import dev.welkin.ai.infer.Tensors;
import dev.welkin.ai.models.TensorInfo;
import dev.welkin.spi.Shown;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds faces by a model of the <a
 * href="https://github.com/Linzaer/Ultra-Light-Fast-Generic-Face-Detector-1MB">Ultra-Light</a> family: output
 * {@code scores} holds for each candidate how likely it is background and face, output {@code boxes} its left, upper,
 * right and lower edge as parts of the image. Candidates that overlap surer ones are dropped. In the manifest such a
 * model has the preprocessing {@code mean} 127 and {@code scale} 128.
 *
 * @param minScore candidates less sure are dropped, above 0 and below 1
 * @param maxOverlap faces may overlap by this much, 0 to 1
 */
public record FaceDetection(double minScore, double maxOverlap) implements Task<BufferedImage, List<Detection>> {
    /** How sure the model must be unless told otherwise. */
    public static final double DEFAULT_MIN_SCORE = 0.7;

    /** How much two faces may overlap unless told otherwise. */
    public static final double DEFAULT_MAX_OVERLAP = 0.3;

    /** Checks the numbers. */
    public FaceDetection {
        if (!(minScore > 0 && minScore < 1 && maxOverlap >= 0 && maxOverlap <= 1)) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "Faces of a score from " + minScore + " that overlap by at most " + maxOverlap
                            + " can't be asked for: the score lies between 0 and 1, the overlap from 0 to 1");
        }
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
        requireOutput(model, "scores", 2);
        requireOutput(model, "boxes", 4);
        ImageInput input = ImageInput.of(model);
        return new Conversion<>() {
            @Override
            public Tensors inputs(BufferedImage image) {
                return input.of(image);
            }

            @Override
            public List<Detection> output(BufferedImage image, Tensors outputs) {
                float[] scores = outputs.get("scores").toFloats();
                float[] boxes = outputs.get("boxes").toFloats();
                return Detection.distinct(candidates(image, scores, boxes), maxOverlap);
            }
        };
    }

    private List<Detection> candidates(BufferedImage image, float[] scores, float[] boxes) {
        List<Detection> found = new ArrayList<>();
        for (int i = 0; i < Math.min(scores.length / 2, boxes.length / 4); i++) {
            if (scores[2 * i + 1] >= minScore) {
                found.add(face(image, scores[2 * i + 1], boxes, 4 * i));
            }
        }
        return found;
    }

    /** Edges may lie outside of the image; there they are cut. */
    private static Detection face(BufferedImage image, double score, float[] boxes, int at) {
        double left = inside(boxes[at]) * image.getWidth();
        double top = inside(boxes[at + 1]) * image.getHeight();
        double right = inside(boxes[at + 2]) * image.getWidth();
        double bottom = inside(boxes[at + 3]) * image.getHeight();
        return new Detection("face", score, left, top, Math.max(0, right - left), Math.max(0, bottom - top));
    }

    private static double inside(double part) {
        return Math.max(0, Math.min(1, part));
    }

    private static void requireOutput(InferenceModel model, String name, long columns) {
        boolean there = model.outputs().stream()
                .filter(t -> t.name().equals(name))
                .map(TensorInfo::shape)
                .anyMatch(shape -> shape.size() == 3 && shape.get(2) == columns);
        if (!there) {
            throw ImageInput.unsuited("it gives " + Shown.of(model.outputs()) + ", and an output '" + name
                    + "' of shape [batch, candidates, " + columns + "] is needed");
        }
    }
}
