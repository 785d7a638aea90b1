package dev.welkin.ai.vision;

import static dev.welkin.ai.vision.OutputShape.ANY;

import dev.welkin.ai.infer.Tensors;
import dev.welkin.ai.models.TensorInfo;
import java.util.List;

/**
 * One output [1, candidates, 5 + classes], a row for each candidate: centre, width and height in pixels of the input,
 * how sure the model is that there is anything, and how sure of each class if there is; the score is the product of
 * both. So {@code non_max_suppression} of <a
 * href="https://github.com/ultralytics/yolov5/blob/master/utils/general.py">YOLOv5</a> reads it.
 */
record YoloRows(String output, OutputShape shape, int classes) implements BoxLayout {
    private static final int FIRST_CLASS = 5;

    static YoloRows of(List<TensorInfo> outputs, int classes) {
        OutputShape shape = OutputShape.of(1, ANY, FIRST_CLASS + classes);
        return new YoloRows(shape.find(outputs, output -> true), shape, classes);
    }

    @Override
    public void read(Tensors outputs, Findings found) {
        float[] values = shape.values(outputs, output);
        for (int row = 0; row < values.length; row += FIRST_CLASS + classes) {
            if (found.counts(values[row + 4])) {
                readRow(values, row, found);
            }
        }
    }

    @Override
    public boolean repeats() {
        return true;
    }

    private void readRow(float[] values, int row, Findings found) {
        int best = best(values, row + FIRST_CLASS);
        double score = (double) values[row + 4] * values[best];
        if (found.counts(score)) {
            int label = best - row - FIRST_CLASS;
            found.centred(label, score, values[row], values[row + 1], values[row + 2], values[row + 3]);
        }
    }

    private int best(float[] values, int from) {
        int best = from;
        for (int i = from + 1; i < from + classes; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }
}
