package dev.welkin.ai.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.nio.ByteBuffer;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TensorTest {
    @Test
    void everyTypeKeepsItsNumbers() {
        float[] values = {0, 1, 100};
        for (TensorType type : TensorType.values()) {
            Tensor tensor = Tensor.of("t", type, values, 3);
            float[] kept = type == TensorType.BOOL ? new float[] {0, 1, 1} : values;
            assertThat(tensor.toFloats()).as("%s", type).containsExactly(kept);
            assertThat(tensor.bytes().remaining()).isEqualTo(3 * type.elementBytes());
            assertThat(Tensor.raw("t", type, tensor.bytes(), 3)).isEqualTo(tensor);
        }
    }

    @Test
    void wholeNumbersOf64BitsLoseNothing() {
        long[] values = {Long.MIN_VALUE, -1, Long.MAX_VALUE};
        assertThat(Tensor.longs("t", values, 3).toLongs()).containsExactly(values);
        assertThat(Tensor.ints("t", new int[] {-7}, 1).toLongs()).containsExactly(-7);
        assertThat(Tensor.of("t", TensorType.UINT8, new float[] {255}, 1).toLongs())
                .containsExactly(255);
        assertThatThrownBy(() -> Tensor.floats("t", new float[1]).toLongs())
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("fractions");
    }

    @Test
    void laterChangesOfTheArrayDontReachTheTensor() {
        float[] values = {1, 2};
        Tensor tensor = Tensor.floats("t", values, 2);
        values[0] = 9;
        assertThat(tensor.toFloats()).containsExactly(1, 2);
        assertThat(tensor.bytes().isReadOnly()).isTrue();
    }

    @Test
    void valuesThatDontFillTheShapeAreRefused() {
        assertRefused(() -> Tensor.floats("t", new float[5], 2, 3), "6 elements are needed, not 5");
        assertRefused(() -> Tensor.longs("t", new long[2]), "1 elements are needed, not 2");
        assertRefused(() -> Tensor.floats("t", new float[1], -1), "0 or more");
        assertRefused(() -> Tensor.floats("t", new float[1], 1, 1, 1, 1, 1, 1, 1, 1, 1), "at most 8");
        assertRefused(() -> Tensor.floats("t", new float[1], 1L << 40, 1L << 40), "more elements than can be counted");
        assertRefused(() -> Tensor.raw("t", TensorType.FP32, ByteBuffer.allocate(3), 1), "takes 4 bytes, and 3");
    }

    @Test
    void emptyTensorsAndScalarsAreTensors() {
        assertThat(Tensor.floats("t", new float[0], 0, 3).size()).isZero();
        assertThat(Tensor.floats("t", new float[] {4}).shape()).isEmpty();
    }

    @Test
    void textNamesTypeAndShapeAndNoElement() {
        assertThat(Tensor.floats("t", new float[] {31337}, 1)).hasToString("t FP32[1]");
        assertThat(Tensors.of(Tensor.floats("t", new float[] {31337}, 1))).hasToString("[t FP32[1]]");
    }

    @Test
    void tensorsAreFoundByName() {
        Tensor a = Tensor.floats("a", new float[1], 1);
        Tensors tensors = Tensors.of(a, a.named("b"));
        assertThat(tensors.get("b")).isEqualTo(a.named("b"));
        assertThat(tensors.names()).containsExactly("a", "b");
        assertThatThrownBy(() -> tensors.get("c"))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        assertRefused(() -> Tensors.of(a, a), "twice");
        assertRefused(() -> Tensors.of(), "none was given");
    }

    @Test
    void stackedTensorsComeApartAsTheyWere() {
        Tensors one = Tensors.of(Tensor.floats("x", new float[] {1, 2}, 1, 2));
        Tensors two = Tensors.of(Tensor.floats("x", new float[] {3, 4, 5, 6}, 2, 2));
        Tensors stacked = Tensors.stack(List.of(one, two));
        assertThat(stacked.get("x")).isEqualTo(Tensor.floats("x", new float[] {1, 2, 3, 4, 5, 6}, 3, 2));
        assertThat(stacked.slice(0, 1)).isEqualTo(one);
        assertThat(stacked.slice(1, 3)).isEqualTo(two);
    }

    @Test
    void onlyRowsOfOneKindStack() {
        Tensors row = Tensors.of(Tensor.floats("x", new float[2], 1, 2));
        assertThat(Tensors.canStack(List.of(row, row))).isTrue();
        assertThat(Tensors.canStack(List.of(row, Tensors.of(Tensor.floats("x", new float[3], 1, 3)))))
                .isFalse();
        assertThat(Tensors.canStack(List.of(row, Tensors.of(Tensor.floats("y", new float[2], 1, 2)))))
                .isFalse();
        assertThat(Tensors.canStack(List.of(row, Tensors.of(Tensor.longs("x", new long[2], 1, 2)))))
                .isFalse();
        Tensors scalar = Tensors.of(Tensor.floats("x", new float[1]));
        assertThat(Tensors.canStack(List.of(scalar, scalar))).isFalse();
    }

    private static void assertRefused(ThrowingCallable call, String words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                .hasMessageContaining(words);
    }
}
