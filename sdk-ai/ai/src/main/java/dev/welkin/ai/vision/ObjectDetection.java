package dev.welkin.ai.vision;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.infer.Conversion;
import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.infer.Task;
import dev.welkin.ai.infer.Tensors;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Finds things of several kinds in an image. The manifest's labels name the classes, in the order of the model; its
 * preprocessing says how an image goes in, for YOLO {@code resize} {@code letterbox}; and the entry {@value #BOXES} of
 * its architecture says how the model's outputs hold what was found, in the words of the family that began with it:
 *
 * <table>
 * <caption>Layouts of boxes</caption>
 * <tr><th>{@value #BOXES}</th><th>models</th><th>outputs</th></tr>
 * <tr><td>{@code yolov5}</td><td>YOLOv5, v7</td><td>[1, candidates, 5 + classes]: centre, width and height in pixels
 * of the input, objectness, score of each class</td></tr>
 * <tr><td>{@code yolov8}</td><td>YOLOv8, v9, 11</td><td>[1, 4 + classes, candidates]: centre, width and height in
 * pixels of the input, score of each class</td></tr>
 * <tr><td>{@code yolov10}</td><td>YOLOv10, 26, and exports with suppression</td><td>[1, rows, 6]: left, upper, right
 * and lower edge in pixels of the input, score, class</td></tr>
 * <tr><td>{@code detr}</td><td>DETR</td><td>[1, queries, classes + 1]: logits, the last for no object, and
 * [1, queries, 4]: centre, width and height as parts of the input</td></tr>
 * <tr><td>{@code rt-detr}</td><td>RT-DETR, Deformable DETR</td><td>[1, queries, classes]: logits, each for itself, and
 * [1, queries, 4] as in {@code detr}</td></tr>
 * <tr><td>{@code torchvision}</td><td>Torchvision</td><td>[n, 4]: edges in pixels of the input, [n]: classes as whole
 * numbers, and [n]: scores; the labels begin with one for the background</td></tr>
 * </table>
 *
 * <p>A model that finds one thing several times, as the first two do, is cleaned by non-maximum suppression among boxes
 * of the same label. Boxes are cut at the edges of the image, before they are compared; what has no area there is left
 * out. Whatever comes back is sorted by score, the surest first.
 *
 * <p>What can't be read is CORRUPTED and never left out unseen: a NaN anywhere in an output, and for candidates that
 * are sure enough, a box that is infinite or a class without a label. A score outside of 0 to 1 is CORRUPTED too; it
 * comes from a model that gives logits where the layout has scores.
 *
 * @param minScore candidates less sure are dropped, above 0 and below 1
 * @param maxOverlap boxes of one label may overlap by this much (intersection over union), 0 to 1
 * @param maxDetections at most so many are kept, the surest; 1 or more
 */
public record ObjectDetection(double minScore, double maxOverlap, int maxDetections)
        implements Task<BufferedImage, List<Detection>> {
    /** The entry of a manifest's architecture that names the layout of a detector's outputs. */
    public static final String BOXES = "boxes";

    /** How sure the model must be unless told otherwise. */
    public static final double DEFAULT_MIN_SCORE = 0.25;

    /** How much two boxes of one label may overlap unless told otherwise. */
    public static final double DEFAULT_MAX_OVERLAP = 0.45;

    /** How many detections an image has at most unless told otherwise. */
    public static final int DEFAULT_MAX_DETECTIONS = 300;

    /** Checks the numbers. */
    public ObjectDetection {
        Findings.requireLimits(minScore, maxOverlap);
        if (maxDetections < 1) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "At most " + maxDetections + " detections can't be asked for: 1 or more are needed");
        }
    }

    /**
     * Returns the task with its defaults, which are those of YOLO.
     *
     * @return what {@link InferenceModel#serving(Task)} takes
     */
    public static ObjectDetection task() {
        return new ObjectDetection(DEFAULT_MIN_SCORE, DEFAULT_MAX_OVERLAP, DEFAULT_MAX_DETECTIONS);
    }

    /**
     * Returns a copy that asks for another score.
     *
     * @param value candidates less sure are dropped, above 0 and below 1
     * @return the copy
     */
    public ObjectDetection withMinScore(double value) {
        return new ObjectDetection(value, maxOverlap, maxDetections);
    }

    /**
     * Returns a copy that allows another overlap.
     *
     * @param value boxes of one label may overlap by this much, 0 to 1
     * @return the copy
     */
    public ObjectDetection withMaxOverlap(double value) {
        return new ObjectDetection(minScore, value, maxDetections);
    }

    /**
     * Returns a copy that keeps another number.
     *
     * @param value at most so many are kept, the surest; 1 or more
     * @return the copy
     */
    public ObjectDetection withMaxDetections(int value) {
        return new ObjectDetection(minScore, maxOverlap, value);
    }

    @Override
    public Conversion<BufferedImage, List<Detection>> on(InferenceModel model) {
        ImageInput input = ImageInput.of(model);
        BoxLayout layout = BoxLayout.of(model);
        List<String> labels = model.description().labels();
        return new Conversion<>() {
            @Override
            public Tensors inputs(BufferedImage image) {
                return input.of(image);
            }

            @Override
            public List<Detection> output(BufferedImage image, Tensors outputs) {
                Findings found = new Findings(labels, minScore, input.placement(image));
                layout.read(outputs, found);
                return Detection.distinct(found.all(), layout.repeats() ? maxOverlap : 1, maxDetections);
            }
        };
    }
}
