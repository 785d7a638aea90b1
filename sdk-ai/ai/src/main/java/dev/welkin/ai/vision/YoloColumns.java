package dev.welkin.ai.vision;

import static dev.welkin.ai.vision.OutputShape.ANY;

import dev.welkin.ai.infer.Tensors;
import dev.welkin.ai.models.TensorInfo;
import java.util.Arrays;
import java.util.List;

/**
 * One output [1, 4 + classes, candidates], a column for each candidate: centre, width and height in pixels of the
 * input, and the score of each class. So {@code non_max_suppression} of <a
 * href="https://github.com/ultralytics/ultralytics/blob/main/ultralytics/utils/nms.py">Ultralytics</a> reads YOLOv8, v9
 * and 11.
 */
record YoloColumns(String output, OutputShape shape, int classes) implements BoxLayout {
    private static final int FIRST_CLASS = 4;

    static YoloColumns of(List<TensorInfo> outputs, int classes) {
        OutputShape shape = OutputShape.of(1, FIRST_CLASS + classes, ANY);
        return new YoloColumns(shape.find(outputs, output -> true), shape, classes);
    }

    /** Goes through memory from its begin to its end, class after class, and not candidate after candidate. */
    @Override
    public void read(Tensors outputs, Findings found) {
        float[] values = shape.values(outputs, output);
        int candidates = values.length / (FIRST_CLASS + classes);
        float[] scores = Arrays.copyOfRange(values, FIRST_CLASS * candidates, (FIRST_CLASS + 1) * candidates);
        int[] labels = new int[candidates];
        for (int label = 1; label < classes; label++) {
            takeBetter(values, (FIRST_CLASS + label) * candidates, label, scores, labels);
        }
        for (int i = 0; i < candidates; i++) {
            if (found.counts(scores[i])) {
                add(values, i, candidates, labels[i], scores[i], found);
            }
        }
    }

    @Override
    public boolean repeats() {
        return true;
    }

    private static void takeBetter(float[] values, int from, int label, float[] scores, int[] labels) {
        for (int i = 0; i < scores.length; i++) {
            if (values[from + i] > scores[i]) {
                scores[i] = values[from + i];
                labels[i] = label;
            }
        }
    }

    private static void add(float[] values, int i, int row, int label, double score, Findings found) {
        found.centred(label, score, values[i], values[row + i], values[2 * row + i], values[3 * row + i]);
    }
}
