package dev.welkin.ai.train;

import dev.welkin.ai.infer.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * An array of numbers that belongs to a network.
 *
 * @param name its name, for example {@code layers.0.weight}
 * @param shape its dimensions
 * @param learned whether training moves it; running means and variances are only kept
 * @param start how it begins
 */
public record NetworkParameter(String name, List<Long> shape, boolean learned, Start start) {
    /** What an array holds before training. */
    public enum Start {
        /** Zero everywhere. */
        ZEROS,
        /** One everywhere. */
        ONES,
        /** Random with variance 2 / inputs, after He and others (2015), "Delving deep into rectifiers". */
        RANDOM
    }

    /** Copies the shape. */
    public NetworkParameter {
        shape = List.copyOf(shape);
    }

    /**
     * Returns how many numbers it has.
     *
     * @return the product of its shape
     */
    public long size() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    static NetworkParameter weight(String layer, long... shape) {
        return of(layer + "weight", true, Start.RANDOM, shape);
    }

    /** What gives the scores begins at zero: all classes are as likely then, and the first steps are not wasted. */
    static NetworkParameter dense(String layer, boolean last, long units, long inputs) {
        return of(layer + "weight", true, last ? Start.ZEROS : Start.RANDOM, units, inputs);
    }

    static NetworkParameter zeros(String name, long size) {
        return of(name, true, Start.ZEROS, size);
    }

    static List<NetworkParameter> normalization(String layer, long channels) {
        return List.of(
                of(layer + "weight", true, Start.ONES, channels),
                zeros(layer + "bias", channels),
                of(layer + "running_mean", false, Start.ZEROS, channels),
                of(layer + "running_var", false, Start.ONES, channels));
    }

    /** The array before training; the random numbers are those of {@link Random}, which are the same on every Java. */
    Tensor begin(Random random) {
        float[] values = new float[Math.toIntExact(size())];
        if (start == Start.ONES) {
            Arrays.fill(values, 1);
        } else if (start == Start.RANDOM) {
            double deviation = Math.sqrt(2.0 * shape.get(0) / values.length);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextGaussian() * deviation);
            }
        }
        return Tensor.floats(
                name, values, shape.stream().mapToLong(Long::longValue).toArray());
    }

    private static NetworkParameter of(String name, boolean learned, Start start, long... shape) {
        return new NetworkParameter(name, Arrays.stream(shape).boxed().toList(), learned, start);
    }
}
