package dev.welkin.ai.vision;

import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.infer.Tensors;
import dev.welkin.ai.internal.tasks.Unsuited;
import dev.welkin.ai.models.TensorInfo;
import dev.welkin.spi.Shown;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The shape that an output must have.
 *
 * @param sizes the size of each dimension; {@link #ANY} where any will do
 */
record OutputShape(List<Long> sizes) {
    static final long ANY = -1;

    static OutputShape of(long... sizes) {
        return new OutputShape(Arrays.stream(sizes).boxed().toList());
    }

    /** Finds the one output that has this shape, or may turn out to have it. */
    String find(List<TensorInfo> outputs, Predicate<TensorInfo> also) {
        List<TensorInfo> fitting = outputs.stream()
                .filter(output -> allows(output.shape()) && also.test(output))
                .toList();
        if (fitting.size() != 1) {
            throw Unsuited.because("it gives " + Shown.of(outputs) + ", and with its labels and its layout of boxes"
                    + " exactly one output of shape " + this + " is needed");
        }
        return fitting.get(0).name();
    }

    /** Refuses outputs without one of this name and shape. */
    void require(List<TensorInfo> outputs, String name) {
        if (outputs.stream().noneMatch(output -> output.name().equals(name) && allows(output.shape()))) {
            throw Unsuited.because(
                    "it gives " + Shown.of(outputs) + ", and an output '" + name + "' of shape " + this + " is needed");
        }
    }

    /** Takes an output's numbers. */
    float[] values(Tensors outputs, String name) {
        Tensor output = outputs.get(name);
        if (!allows(output.shape())) {
            throw Unsuited.because("it gives " + Shown.of(output)
                    + ", and with its labels and its layout of boxes the shape " + this + " is needed");
        }
        if (output.hasNan()) {
            throw Findings.unusable("there is a NaN in its output " + Shown.of(output));
        }
        return output.toFloats();
    }

    @Override
    public String toString() {
        return sizes.stream()
                .map(size -> size == ANY ? "any" : String.valueOf(size))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private boolean allows(List<Long> shape) {
        if (shape.size() != sizes.size()) {
            return false;
        }
        for (int i = 0; i < shape.size(); i++) {
            long size = shape.get(i);
            if (sizes.get(i) != ANY && size != ANY && size != sizes.get(i)) {
                return false;
            }
        }
        return true;
    }
}
