package dev.welkin.ai.vision;

import static dev.welkin.ai.vision.OutputShape.ANY;

import dev.welkin.ai.infer.Tensors;
import dev.welkin.ai.models.TensorInfo;
import java.util.List;

/**
 * The two outputs of detection transformers: a row of logits and a row of four numbers, centre, width and height as
 * parts of the input, for each query. Told apart by their shape; where both have four columns, by the name
 * {@code pred_boxes}, which DETR and Transformers give.
 */
record QueryOutputs(String logits, String boxes, OutputShape logitShape) {
    private static final OutputShape BOX_SHAPE = OutputShape.of(1, ANY, 4);
    private static final String BOXES = "pred_boxes";

    static QueryOutputs of(List<TensorInfo> outputs, int columns) {
        OutputShape logitShape = OutputShape.of(1, ANY, columns);
        boolean named = outputs.stream().anyMatch(o -> o.name().equals(BOXES));
        String boxes = BOX_SHAPE.find(outputs, o -> !named || o.name().equals(BOXES));
        String logits = logitShape.find(outputs, o -> !o.name().equals(boxes));
        return new QueryOutputs(logits, boxes, logitShape);
    }

    float[] logits(Tensors outputs) {
        return logitShape.values(outputs, logits);
    }

    float[] boxes(Tensors outputs, int queries) {
        float[] values = BOX_SHAPE.values(outputs, boxes);
        if (values.length != 4 * queries) {
            throw Findings.unusable("it gives " + values.length / 4 + " boxes for " + queries + " queries");
        }
        return values;
    }
}
