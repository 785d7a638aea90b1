package dev.welkin.ai.vision;

import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.infer.Tensors;
import dev.welkin.ai.internal.tasks.Unsuited;
import dev.welkin.ai.models.TensorInfo;
import dev.welkin.spi.Shown;
import java.util.List;

/** How a detector's outputs hold boxes, scores and classes. Prepared for one model; keeps nothing of an image. */
sealed interface BoxLayout permits YoloRows, YoloColumns, EndToEndRows, DetrQueries, RtDetrQueries, ListedBoxes {
    /** Reads what was found in one image. */
    void read(Tensors outputs, Findings found);

    /** Tells whether one thing is found several times, so that the surest of overlapping boxes must be chosen. */
    boolean repeats();

    /** Finds the layout that a model's manifest names, and checks that the model's outputs have it. */
    static BoxLayout of(InferenceModel model) {
        List<TensorInfo> outputs = model.outputs();
        int classes = model.description().labels().size();
        if (classes == 0) {
            throw Unsuited.because("its manifest has no labels; publish it with one for each class");
        }
        String name = model.description().architecture().getOrDefault(ObjectDetection.BOXES, "");
        return switch (name) {
            case "yolov5" -> YoloRows.of(outputs, classes);
            case "yolov8" -> YoloColumns.of(outputs, classes);
            case "yolov10" -> EndToEndRows.of(outputs);
            case "detr" -> DetrQueries.of(outputs, classes);
            case "rt-detr" -> RtDetrQueries.of(outputs, classes);
            case "torchvision" -> ListedBoxes.of(outputs);
            default ->
                throw Unsuited.because("the architecture in its manifest says " + ObjectDetection.BOXES + " '"
                        + Shown.of(name)
                        + "'; yolov5, yolov8, yolov10, detr, rt-detr and torchvision are known");
        };
    }
}
