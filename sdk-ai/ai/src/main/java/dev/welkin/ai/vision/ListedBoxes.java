package dev.welkin.ai.vision;

import static dev.welkin.ai.vision.OutputShape.ANY;

import dev.welkin.ai.infer.Tensors;
import dev.welkin.ai.models.TensorInfo;
import java.util.List;

/**
 * Three outputs of a model that finds each thing once, told apart by shape and type: boxes [n, 4] by their left, upper,
 * right and lower edge in pixels of the input; numbers of their classes [n], which are whole; and scores [n]. So the <a
 * href="https://docs.pytorch.org/vision/stable/models/generated/torchvision.models.detection.fasterrcnn_resnet50_fpn.html">detection
 * models of Torchvision</a> give them. Their class 0 is the background, so their list of categories, and the manifest's
 * labels, begin with a name for it.
 */
record ListedBoxes(String boxes, String labels, String scores) implements BoxLayout {
    private static final OutputShape BOXES = OutputShape.of(ANY, 4);
    private static final OutputShape LIST = OutputShape.of(ANY);

    static ListedBoxes of(List<TensorInfo> outputs) {
        return new ListedBoxes(
                BOXES.find(outputs, o -> true),
                LIST.find(outputs, ListedBoxes::isWhole),
                LIST.find(outputs, o -> !isWhole(o)));
    }

    @Override
    public void read(Tensors outputs, Findings found) {
        float[] edges = BOXES.values(outputs, boxes);
        float[] numbers = LIST.values(outputs, labels);
        float[] sure = LIST.values(outputs, scores);
        if (edges.length != 4 * sure.length || numbers.length != sure.length) {
            throw Findings.unusable("it gives " + edges.length / 4 + " boxes, " + numbers.length + " classes and "
                    + sure.length + " scores");
        }
        for (int i = 0; i < sure.length; i++) {
            if (found.counts(sure[i])) {
                int at = 4 * i;
                found.corners(numbers[i], sure[i], edges[at], edges[at + 1], edges[at + 2], edges[at + 3]);
            }
        }
    }

    @Override
    public boolean repeats() {
        return false;
    }

    private static boolean isWhole(TensorInfo output) {
        return output.type().startsWith("INT");
    }
}
