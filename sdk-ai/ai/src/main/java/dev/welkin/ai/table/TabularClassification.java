package dev.welkin.ai.table;

import dev.welkin.CloudException;
import dev.welkin.ai.classify.Classification;
import dev.welkin.ai.infer.Conversion;
import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.infer.Task;
import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.infer.TensorType;
import dev.welkin.ai.infer.Tensors;
import dev.welkin.ai.internal.classes.ScoredClasses;
import dev.welkin.ai.internal.table.RowEncoding;
import dev.welkin.ai.internal.tasks.Unsuited;
import dev.welkin.ai.models.TensorInfo;
import dev.welkin.spi.Shown;
import java.util.List;
import java.util.Map;

/**
 * Tells the class of a row of named values: a {@link Number} or a {@link String} for each column the model learnt from,
 * none missing and none more. The model takes [batch, numbers] and gives one number for each class; its manifest says
 * how each column becomes numbers. A row with other columns, a value of another type, a number that is not finite, or a
 * text that was not there to learn from is INVALID_ARGUMENT, and names the column.
 */
public final class TabularClassification implements Task<Map<String, Object>, Classification> {
    private TabularClassification() {}

    /**
     * Returns the task.
     *
     * @return what {@link InferenceModel#serving(Task)} takes
     */
    public static TabularClassification task() {
        return new TabularClassification();
    }

    @Override
    public Conversion<Map<String, Object>, Classification> on(InferenceModel model) {
        RowEncoding encoding = encodingOf(model);
        TensorInfo input = model.inputs().get(0);
        List<String> labels = model.description().labels();
        return new Conversion<>() {
            @Override
            public Tensors inputs(Map<String, Object> row) {
                float[] numbers = encoding.encode(row);
                return Tensors.of(Tensor.of(input.name(), TensorType.named(input.type()), numbers, 1, numbers.length));
            }

            @Override
            public Classification output(Map<String, Object> row, Tensors outputs) {
                return ScoredClasses.of(labels, outputs.iterator().next());
            }
        };
    }

    private static RowEncoding encodingOf(InferenceModel model) {
        RowEncoding encoding;
        try {
            encoding = RowEncoding.fromManifest(model.description().preprocessing());
        } catch (CloudException e) {
            throw Unsuited.because("its manifest does not say how rows become numbers: " + e.getMessage());
        }
        List<TensorInfo> inputs = model.inputs();
        List<Long> shape = inputs.get(0).shape();
        if (inputs.size() != 1
                || model.outputs().size() != 1
                || shape.size() != 2
                || shape.get(1) != encoding.width()) {
            throw Unsuited.because("it takes " + Shown.of(inputs) + " and gives " + Shown.of(model.outputs())
                    + ", and one input of shape [-1, " + encoding.width() + "] and one output are needed");
        }
        return encoding;
    }
}
