package dev.welkin.ai.vision;

import static dev.welkin.ai.vision.OutputShape.ANY;

import dev.welkin.ai.infer.Tensors;
import dev.welkin.ai.models.TensorInfo;
import java.util.List;

/**
 * One output [1, rows, 6] of a model that finds each thing once: left, upper, right and lower edge in pixels of the
 * input, score, and number of the class. So the <a href="https://docs.ultralytics.com/guides/end2end-detection">guide
 * of Ultralytics</a> describes YOLOv10 and YOLO26; models exported with their own suppression give the same.
 */
record EndToEndRows(String output) implements BoxLayout {
    private static final int COLUMNS = 6;
    private static final OutputShape SHAPE = OutputShape.of(1, ANY, COLUMNS);

    static EndToEndRows of(List<TensorInfo> outputs) {
        return new EndToEndRows(SHAPE.find(outputs, output -> true));
    }

    @Override
    public void read(Tensors outputs, Findings found) {
        float[] v = SHAPE.values(outputs, output);
        for (int row = 0; row < v.length; row += COLUMNS) {
            if (found.counts(v[row + 4])) {
                found.corners(v[row + 5], v[row + 4], v[row], v[row + 1], v[row + 2], v[row + 3]);
            }
        }
    }

    @Override
    public boolean repeats() {
        return false;
    }
}
