package dev.welkin.ai.vision;

import dev.welkin.ai.infer.Tensors;
import dev.welkin.ai.models.TensorInfo;
import java.util.List;

/**
 * Two outputs, logits [1, queries, classes + 1] and boxes [1, queries, 4]. The last logit stands for "no object"; a
 * query's scores are the softmax over all of them, and its class is the likeliest of the others. So {@code PostProcess}
 * of <a href="https://github.com/facebookresearch/detr/blob/main/models/detr.py">DETR</a> reads it.
 */
record DetrQueries(QueryOutputs outputs, int classes) implements BoxLayout {
    static DetrQueries of(List<TensorInfo> outputs, int classes) {
        return new DetrQueries(QueryOutputs.of(outputs, classes + 1), classes);
    }

    @Override
    public void read(Tensors tensors, Findings found) {
        float[] logits = outputs.logits(tensors);
        int queries = logits.length / (classes + 1);
        float[] boxes = outputs.boxes(tensors, queries);
        for (int i = 0; i < queries; i++) {
            int first = i * (classes + 1);
            int best = best(logits, first);
            double score = softmax(logits, first, best);
            if (found.counts(score)) {
                int at = 4 * i;
                found.centredParts(best - first, score, boxes[at], boxes[at + 1], boxes[at + 2], boxes[at + 3]);
            }
        }
    }

    @Override
    public boolean repeats() {
        return false;
    }

    private int best(float[] logits, int first) {
        int best = first;
        for (int i = first + 1; i < first + classes; i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        return best;
    }

    /** The share of the likeliest class. */
    private double softmax(float[] logits, int first, int best) {
        double most = Math.max(logits[best], logits[first + classes]);
        double sum = 0;
        for (int i = first; i <= first + classes; i++) {
            sum += Math.exp(logits[i] - most);
        }
        return Math.exp(logits[best] - most) / sum;
    }
}
