package dev.welkin.ai.infer;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A named array of numbers with a shape, in row-major order. Immutable; it lives on the Java heap and there is nothing
 * to close.
 */
public final class Tensor {
    /** The most dimensions of a tensor: 8. */
    public static final int MAX_DIMENSIONS = 8;

    private final String name;
    private final TensorType type;
    private final long[] shape;
    /** Little-endian. Never changed, so that slices and copies may share it. */
    private final byte[] bytes;

    private Tensor(String name, TensorType type, long[] shape, byte[] bytes) {
        this.name = name;
        this.type = type;
        this.shape = shape.clone();
        this.bytes = bytes;
        long wanted = bytesOf(name, type, shape);
        if (wanted != bytes.length) {
            throw invalid(
                    name,
                    "shape " + Arrays.toString(shape) + " of " + type + " takes " + wanted + " bytes, and "
                            + bytes.length + " were given: " + wanted / type.elementBytes()
                            + " elements are needed, not "
                            + bytes.length / type.elementBytes());
        }
    }

    /**
     * Makes a tensor of single precision.
     *
     * @param name its name in the model
     * @param values its elements; copied
     * @param shape its dimensions; none for a scalar
     * @return the tensor
     * @throws CloudException INVALID_ARGUMENT if values and shape don't fit
     */
    public static Tensor floats(String name, float[] values, long... shape) {
        byte[] bytes = allocate(name, TensorType.FP32, values.length);
        littleEndian(bytes).asFloatBuffer().put(values);
        return new Tensor(name, TensorType.FP32, shape, bytes);
    }

    /**
     * Makes a tensor of half precision. Values are rounded to the nearest; above 65,504 they become infinite.
     *
     * @param name its name in the model
     * @param values its elements; copied
     * @param shape its dimensions; none for a scalar
     * @return the tensor
     * @throws CloudException INVALID_ARGUMENT if values and shape don't fit
     */
    public static Tensor halves(String name, float[] values, long... shape) {
        byte[] bytes = allocate(name, TensorType.FP16, values.length);
        ByteBuffer buffer = littleEndian(bytes);
        for (float value : values) {
            buffer.putShort(Half.fromFloat(value));
        }
        return new Tensor(name, TensorType.FP16, shape, bytes);
    }

    /**
     * Makes a tensor of double precision.
     *
     * @param name its name in the model
     * @param values its elements; copied
     * @param shape its dimensions; none for a scalar
     * @return the tensor
     * @throws CloudException INVALID_ARGUMENT if values and shape don't fit
     */
    public static Tensor doubles(String name, double[] values, long... shape) {
        byte[] bytes = allocate(name, TensorType.FP64, values.length);
        littleEndian(bytes).asDoubleBuffer().put(values);
        return new Tensor(name, TensorType.FP64, shape, bytes);
    }

    /**
     * Makes a tensor of whole numbers of 64 bits.
     *
     * @param name its name in the model
     * @param values its elements; copied
     * @param shape its dimensions; none for a scalar
     * @return the tensor
     * @throws CloudException INVALID_ARGUMENT if values and shape don't fit
     */
    public static Tensor longs(String name, long[] values, long... shape) {
        byte[] bytes = allocate(name, TensorType.INT64, values.length);
        littleEndian(bytes).asLongBuffer().put(values);
        return new Tensor(name, TensorType.INT64, shape, bytes);
    }

    /**
     * Makes a tensor of whole numbers of 32 bits.
     *
     * @param name its name in the model
     * @param values its elements; copied
     * @param shape its dimensions; none for a scalar
     * @return the tensor
     * @throws CloudException INVALID_ARGUMENT if values and shape don't fit
     */
    public static Tensor ints(String name, int[] values, long... shape) {
        byte[] bytes = allocate(name, TensorType.INT32, values.length);
        littleEndian(bytes).asIntBuffer().put(values);
        return new Tensor(name, TensorType.INT32, shape, bytes);
    }

    /**
     * Makes a tensor of any type from its raw bytes.
     *
     * @param name its name in the model
     * @param type its element type
     * @param values its elements, little-endian, from the position to the limit; copied, and the buffer is not moved
     * @param shape its dimensions; none for a scalar
     * @return the tensor
     * @throws CloudException INVALID_ARGUMENT if values and shape don't fit
     */
    public static Tensor raw(String name, TensorType type, ByteBuffer values, long... shape) {
        byte[] bytes = new byte[values.remaining()];
        values.duplicate().get(bytes);
        return new Tensor(name, type, shape, bytes);
    }

    /**
     * Makes a tensor of any type from numbers, converted as a Java cast does and, for {@link TensorType#FP16}, as
     * {@link #halves} does.
     *
     * @param name its name in the model
     * @param type its element type
     * @param values its elements; copied
     * @param shape its dimensions; none for a scalar
     * @return the tensor
     * @throws CloudException INVALID_ARGUMENT if values and shape don't fit
     */
    public static Tensor of(String name, TensorType type, float[] values, long... shape) {
        if (type == TensorType.FP32) {
            return floats(name, values, shape);
        }
        byte[] bytes = allocate(name, type, values.length);
        ByteBuffer buffer = littleEndian(bytes);
        for (float value : values) {
            put(buffer, type, value);
        }
        return new Tensor(name, type, shape, bytes);
    }

    /**
     * Returns its name in the model.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Returns what its elements are.
     *
     * @return the type
     */
    public TensorType type() {
        return type;
    }

    /**
     * Returns its dimensions.
     *
     * @return the size of each dimension, the outermost first; empty for a scalar
     */
    public List<Long> shape() {
        return LongStream.of(shape).boxed().toList();
    }

    /**
     * Returns how many elements it has.
     *
     * @return the product of its dimensions
     */
    public int size() {
        return bytes.length / type.elementBytes();
    }

    /**
     * Returns its elements as raw bytes.
     *
     * @return a read-only view, little-endian
     */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Returns its elements as numbers, whatever its type; {@link TensorType#INT32}, {@link TensorType#INT64} and
     * {@link TensorType#FP64} may lose digits.
     *
     * @return a copy
     */
    public float[] toFloats() {
        float[] values = new float[size()];
        if (type == TensorType.FP32) {
            buffer().asFloatBuffer().get(values);
        } else {
            ByteBuffer buffer = buffer();
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) get(buffer, i);
            }
        }
        return values;
    }

    /**
     * Returns its elements as whole numbers.
     *
     * @return a copy
     * @throws CloudException UNSUPPORTED if its type has fractions
     */
    public long[] toLongs() {
        ByteBuffer buffer = buffer();
        long[] values = new long[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case BOOL, INT8 -> buffer.get(i);
                case UINT8 -> buffer.get(i) & 0xFF;
                case INT32 -> buffer.getInt(i * 4);
                case INT64 -> buffer.getLong(i * 8);
                default ->
                    throw CloudException.of(
                            ErrorCode.UNSUPPORTED,
                            "'" + Shown.of(name) + "' holds " + type + ", which has fractions; ask for toFloats()");
            };
        }
        return values;
    }

    /**
     * Returns the same elements under another name.
     *
     * @param value the name
     * @return the tensor
     */
    public Tensor named(String value) {
        return new Tensor(value, type, shape, bytes);
    }

    /**
     * Returns the same elements in another shape.
     *
     * @param value dimensions of the same product
     * @return the tensor
     * @throws CloudException INVALID_ARGUMENT if the product is another
     */
    public Tensor reshaped(long... value) {
        return new Tensor(name, type, value, bytes);
    }

    /** Puts tensors of one shape and type behind one another along their first dimension. */
    static Tensor concat(List<Tensor> parts) {
        Tensor first = parts.get(0);
        ByteBuffer all = ByteBuffer.allocate(
                Math.toIntExact(parts.stream().mapToLong(p -> p.bytes.length).sum()));
        parts.forEach(part -> all.put(part.bytes));
        long[] shape = first.shape.clone();
        shape[0] = parts.stream().mapToLong(p -> p.shape[0]).sum();
        return new Tensor(first.name, first.type, shape, all.array());
    }

    /** Cuts a part out along the first dimension. */
    Tensor slice(long from, long to) {
        int row = shape[0] == 0 ? 0 : (int) (bytes.length / shape[0]);
        long[] part = shape.clone();
        part[0] = to - from;
        return new Tensor(name, type, part, Arrays.copyOfRange(bytes, (int) from * row, (int) to * row));
    }

    /**
     * Tells whether an element is not a number.
     *
     * @return true for a NaN anywhere
     */
    public boolean hasNan() {
        return firstNan() >= 0;
    }

    /** The index of the first NaN, or -1. */
    int firstNan() {
        ByteBuffer buffer = buffer();
        return switch (type) {
            case FP16 -> firstNanHalf(buffer);
            case FP32 -> firstNanFloat(buffer);
            case FP64 -> firstNanDouble(buffer);
            default -> -1;
        };
    }

    boolean sameRows(Tensor other) {
        return type == other.type
                && shape.length > 0
                && shape.length == other.shape.length
                && Arrays.equals(shape, 1, shape.length, other.shape, 1, shape.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that
                && name.equals(that.name)
                && type == that.type
                && Arrays.equals(shape, that.shape)
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * name.hashCode() + Arrays.hashCode(shape)) + Arrays.hashCode(bytes);
    }

    /** Names type and shape, never the elements. */
    @Override
    public String toString() {
        return Shown.of(name) + " " + type + Arrays.toString(shape);
    }

    private int firstNanHalf(ByteBuffer buffer) {
        int elements = size();
        for (int i = 0; i < elements; i++) {
            if ((buffer.getShort(i * 2) & 0x7FFF) > 0x7C00) {
                return i;
            }
        }
        return -1;
    }

    private static int firstNanFloat(ByteBuffer buffer) {
        int elements = anyNanFloat(buffer) ? buffer.remaining() / 4 : 0;
        for (int i = 0; i < elements; i++) {
            if (Float.isNaN(buffer.getFloat(i * 4))) {
                return i;
            }
        }
        return -1;
    }

    /** Every input is looked through, so without a branch for each element: a NaN is above infinity in its bits. */
    private static boolean anyNanFloat(ByteBuffer buffer) {
        int infinity = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
        int elements = buffer.remaining() / 4;
        int signs = 0;
        for (int i = 0; i < elements; i++) {
            signs |= infinity - (buffer.getInt(i * 4) & Integer.MAX_VALUE);
        }
        return signs < 0;
    }

    private int firstNanDouble(ByteBuffer buffer) {
        int elements = size();
        for (int i = 0; i < elements; i++) {
            if (Double.isNaN(buffer.getDouble(i * 8))) {
                return i;
            }
        }
        return -1;
    }

    private double get(ByteBuffer buffer, int i) {
        return switch (type) {
            case BOOL, INT8 -> buffer.get(i);
            case UINT8 -> buffer.get(i) & 0xFF;
            case INT32 -> buffer.getInt(i * 4);
            case INT64 -> buffer.getLong(i * 8);
            case FP16 -> Half.toFloat(buffer.getShort(i * 2));
            case FP32 -> buffer.getFloat(i * 4);
            case FP64 -> buffer.getDouble(i * 8);
        };
    }

    private static void put(ByteBuffer buffer, TensorType type, float value) {
        switch (type) {
            case BOOL -> buffer.put((byte) (value == 0 ? 0 : 1));
            case INT8 -> buffer.put((byte) value);
            case UINT8 -> buffer.put((byte) (int) value);
            case INT32 -> buffer.putInt((int) value);
            case INT64 -> buffer.putLong((long) value);
            case FP16 -> buffer.putShort(Half.fromFloat(value));
            case FP32 -> buffer.putFloat(value);
            case FP64 -> buffer.putDouble(value);
        }
    }

    private ByteBuffer buffer() {
        return littleEndian(bytes);
    }

    private static byte[] allocate(String name, TensorType type, int elements) {
        long size = (long) elements * type.elementBytes();
        if (size > Integer.MAX_VALUE - 16) {
            throw invalid(name, elements + " elements of " + type + " are more than the 2 GiB that fit");
        }
        return new byte[(int) size];
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static long bytesOf(String name, TensorType type, long[] shape) {
        if (shape.length > MAX_DIMENSIONS || LongStream.of(shape).anyMatch(n -> n < 0)) {
            throw invalid(
                    name,
                    "shape " + Arrays.toString(shape) + ": at most " + MAX_DIMENSIONS
                            + " dimensions of 0 or more can be");
        }
        try {
            return LongStream.of(shape).reduce(type.elementBytes(), Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw invalid(name, "shape " + Arrays.toString(shape) + " has more elements than can be counted");
        }
    }

    private static CloudException invalid(String name, String why) {
        return CloudException.of(ErrorCode.INVALID_ARGUMENT, "'" + Shown.of(name) + "' can be no tensor: " + why);
    }
}
