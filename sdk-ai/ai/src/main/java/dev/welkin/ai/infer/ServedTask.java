package dev.welkin.ai.infer;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.predict.BatchFunction;
import java.util.ArrayList;
import java.util.List;

/** A model as a predictor runs it: several inputs as one where the model takes that, else one after the other. */
final class ServedTask<I, O> implements BatchFunction<I, O> {
    private final InferenceModel model;
    private final Conversion<I, O> conversion;

    ServedTask(InferenceModel model, Conversion<I, O> conversion) {
        this.model = model;
        this.conversion = conversion;
    }

    @Override
    public List<O> predict(List<I> inputs) {
        List<Tensors> tensors = inputs.stream().map(conversion::inputs).toList();
        List<Tensors> outputs = runsAsOne(tensors)
                ? runStacked(tensors)
                : tensors.stream().map(model::run).toList();
        List<O> answers = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            answers.add(conversion.output(inputs.get(i), outputs.get(i)));
        }
        return answers;
    }

    @Override
    public boolean profitsFromBatches() {
        return model.takesBatches();
    }

    @Override
    public List<String> labels() {
        return model.description().labels();
    }

    @Override
    public long nativeBytes() {
        return model.nativeBytes();
    }

    @Override
    public void close() {
        model.close();
    }

    private boolean runsAsOne(List<Tensors> tensors) {
        return tensors.size() > 1 && model.takesBatches() && Tensors.canStack(tensors);
    }

    private List<Tensors> runStacked(List<Tensors> parts) {
        Tensors outputs = model.run(Tensors.stack(parts));
        long rows = parts.stream().mapToLong(ServedTask::rows).sum();
        outputs.forEach(output -> checkRows(output, rows));
        List<Tensors> split = new ArrayList<>();
        long from = 0;
        for (Tensors part : parts) {
            split.add(outputs.slice(from, from + rows(part)));
            from += rows(part);
        }
        return split;
    }

    private static long rows(Tensors tensors) {
        return tensors.iterator().next().shape().get(0);
    }

    private static void checkRows(Tensor output, long rows) {
        if (output.shape().get(0) != rows) {
            throw CloudException.of(
                    ErrorCode.CORRUPTED,
                    "The model was given " + rows + " rows and answered " + output + ". Its files say that it takes"
                            + " batches, and it does not; publish it with a fixed first dimension in its manifest.");
        }
    }
}
