package dev.welkin.ai.djl.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.infer.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.Map;

/** Tensors of the heap as arrays of an engine, and back. */
final class DjlTensors {
    private static final Map<TensorType, DataType> TYPES = new EnumMap<>(Map.of(
            TensorType.BOOL, DataType.BOOLEAN,
            TensorType.UINT8, DataType.UINT8,
            TensorType.INT8, DataType.INT8,
            TensorType.INT32, DataType.INT32,
            TensorType.INT64, DataType.INT64,
            TensorType.FP16, DataType.FLOAT16,
            TensorType.FP32, DataType.FLOAT32,
            TensorType.FP64, DataType.FLOAT64));

    private DjlTensors() {}

    /** An array over the tensor's elements, which lie outside the heap and must stay until the array is closed. */
    static NDArray array(NDManager scope, Tensor tensor, ByteBuffer elements) {
        long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
        DataType type = TYPES.getOrDefault(tensor.type(), DataType.UNKNOWN);
        return scope.create(elements, new Shape(shape), type);
    }

    static Tensor tensor(String name, TensorType type, NDArray array) {
        ByteBuffer elements = array.toByteBuffer().order(ByteOrder.nativeOrder());
        return Tensor.raw(name, type, elements, array.getShape().getShape());
    }

    /** What the engine calls the elements, in the words of the Open Inference Protocol; empty if we don't know it. */
    static String typeName(NDArray array) {
        return TYPES.entrySet().stream()
                .filter(e -> e.getValue() == array.getDataType())
                .map(e -> e.getKey().name())
                .findFirst()
                .orElse("");
    }
}
