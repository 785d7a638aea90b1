package dev.welkin.ai.models;

import java.util.Arrays;
import java.util.List;

/**
 * One input or output of a model.
 *
 * @param name its name in the model
 * @param type the element type, in the words of the Open Inference Protocol: {@code FP32}, {@code FP16}, {@code INT64},
 *     {@code UINT8}, {@code BOOL}, {@code BYTES} for text
 * @param shape the size of each dimension; -1 where any is accepted
 */
public record TensorInfo(String name, String type, List<Long> shape) {
    /** Copies the shape and checks it. */
    public TensorInfo {
        shape = List.copyOf(shape);
        if (name.isEmpty() || type.isEmpty() || shape.stream().anyMatch(n -> n < -1)) {
            throw Manifests.invalid("tensor '" + name + "' of type '" + type + "' and shape " + shape
                    + ": a name, a type, and dimensions of -1 or more are needed");
        }
    }

    /**
     * Makes a tensor's description.
     *
     * @param name its name
     * @param type its element type
     * @param shape its dimensions; -1 where any is accepted
     * @return the description
     */
    public static TensorInfo of(String name, String type, long... shape) {
        return new TensorInfo(name, type, Arrays.stream(shape).boxed().toList());
    }
}
