package dev.welkin.ai.vision;

import dev.welkin.ai.infer.Tensors;
import dev.welkin.ai.models.TensorInfo;
import java.util.List;

/**
 * Two outputs, logits [1, queries, classes] and boxes [1, queries, 4]. Each logit is a score of its own by the sigmoid,
 * and a query may stand for several classes. So {@code post_process_object_detection} of <a
 * href="https://github.com/huggingface/transformers/blob/main/src/transformers/models/rt_detr/image_processing_rt_detr.py">RT-DETR
 * in Transformers</a> reads it.
 */
record RtDetrQueries(QueryOutputs outputs, int classes) implements BoxLayout {
    static RtDetrQueries of(List<TensorInfo> outputs, int classes) {
        return new RtDetrQueries(QueryOutputs.of(outputs, classes), classes);
    }

    @Override
    public void read(Tensors tensors, Findings found) {
        float[] logits = outputs.logits(tensors);
        float[] boxes = outputs.boxes(tensors, logits.length / classes);
        for (int i = 0; i < logits.length; i++) {
            double score = 1 / (1 + Math.exp(-logits[i]));
            if (found.counts(score)) {
                int at = i / classes * 4;
                found.centredParts(i % classes, score, boxes[at], boxes[at + 1], boxes[at + 2], boxes[at + 3]);
            }
        }
    }

    @Override
    public boolean repeats() {
        return false;
    }
}
