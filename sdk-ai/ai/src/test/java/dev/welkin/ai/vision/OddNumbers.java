package dev.welkin.ai.vision;

import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.infer.TensorType;
import java.util.Random;
import java.util.stream.LongStream;

/** Tensors as a broken model may give them: mostly scores, classes and positions, now and then what is no number. */
record OddNumbers(Random random) {
    private static final float[] ODD = {
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.MIN_VALUE,
        -0f,
        -1,
        2
    };

    Tensor tensor(String name, long... shape) {
        return Tensor.floats(name, values(shape), shape);
    }

    Tensor wholes(String name, long... shape) {
        return Tensor.of(name, TensorType.INT64, values(shape), shape);
    }

    private float[] values(long... shape) {
        float[] values = new float[(int) LongStream.of(shape).reduce(1, Math::multiplyExact)];
        for (int i = 0; i < values.length; i++) {
            values[i] = next();
        }
        return values;
    }

    private float next() {
        return switch (random.nextInt(40)) {
            case 0 -> ODD[random.nextInt(ODD.length)];
            case 1, 2, 3, 4 -> random.nextFloat() * 150 - 25;
            case 5, 6, 7, 8, 9, 10 -> 1;
            case 11, 12, 13, 14, 15, 16 -> 0;
            default -> random.nextFloat();
        };
    }
}
