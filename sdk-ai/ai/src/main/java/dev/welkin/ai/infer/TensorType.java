package dev.welkin.ai.infer;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.util.Arrays;

/** What a tensor's elements are, in the words of the Open Inference Protocol. */
public enum TensorType {
    /** True or false, one byte each: 1 or 0. */
    BOOL(1),
    /** Whole numbers from 0 to 255. */
    UINT8(1),
    /** Whole numbers from -128 to 127. */
    INT8(1),
    /** Whole numbers of 32 bits. */
    INT32(4),
    /** Whole numbers of 64 bits. */
    INT64(8),
    /** IEEE 754 half precision. */
    FP16(2),
    /** IEEE 754 single precision. */
    FP32(4),
    /** IEEE 754 double precision. */
    FP64(8);

    private final int elementBytes;

    TensorType(int elementBytes) {
        this.elementBytes = elementBytes;
    }

    /**
     * Returns how many bytes one element takes.
     *
     * @return 1 to 8
     */
    public int elementBytes() {
        return elementBytes;
    }

    /**
     * Finds a type by its name.
     *
     * @param name for example {@code FP32}
     * @return the type
     * @throws CloudException UNSUPPORTED if tensors can't have it
     */
    public static TensorType named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow(() -> CloudException.of(
                        ErrorCode.UNSUPPORTED,
                        "Tensors can't have the element type '" + Shown.of(name) + "'; they can have "
                                + Arrays.toString(values())));
    }
}
