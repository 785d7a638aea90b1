package dev.welkin.ai.internal.table;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * A column of numbers, brought to mean 0 and deviation 1 (standardisation).
 *
 * @param name the column's name
 * @param mean the mean of what was learnt from; finite
 * @param deviation its standard deviation; above 0, and 1 where all numbers were the same
 */
public record NumericColumn(String name, double mean, double deviation) implements ColumnEncoding {
    static final String KIND = "numeric";

    /** Checks the numbers. */
    public NumericColumn {
        if (!Double.isFinite(mean) || !(deviation > 0) || !Double.isFinite(deviation)) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "The column '" + Shown.of(name) + "' can't have the mean " + mean + " and the deviation "
                            + deviation);
        }
    }

    /**
     * Learns mean and deviation in one pass, after Welford (1962), "Note on a method for calculating corrected sums of
     * squares and products".
     *
     * @param name the column's name
     * @param values one or more numbers within the range of single precision
     * @return the column
     */
    public static NumericColumn learn(String name, DoubleStream values) {
        double mean = 0;
        double squares = 0;
        long count = 0;
        for (double value : (Iterable<Double>) values::iterator) {
            count++;
            double before = value - mean;
            mean += before / count;
            squares += before * (value - mean);
        }
        double deviation = Math.sqrt(squares / count);
        return new NumericColumn(name, mean, deviation > 0 ? deviation : 1);
    }

    @Override
    public int width() {
        return 1;
    }

    @Override
    public void put(@Nullable Object value, float[] row, int at) {
        if (!(value instanceof Number number)) {
            throw invalid(
                    value == null
                            ? "is missing"
                            : "is the " + value.getClass().getSimpleName() + " '" + Shown.of(value)
                                    + "', and a number is needed");
        }
        row[at] = scaled(number.doubleValue());
    }

    /**
     * Scales a number.
     *
     * @param value any number
     * @return (value - mean) / deviation
     * @throws CloudException INVALID_ARGUMENT if it is no finite number, or farther away than single precision reaches
     */
    public float scaled(double value) {
        float scaled = (float) ((value - mean) / deviation);
        if (!Float.isFinite(scaled)) {
            throw invalid("is " + value + (Double.isFinite(value) ? ", too far from what was learnt" : "")
                    + "; repair it, or leave the row out");
        }
        return scaled;
    }

    @Override
    public String expected() {
        return Shown.of(name) + " (a number)";
    }

    @Override
    public List<String> toCells() {
        return List.of(KIND, name, String.valueOf(mean), String.valueOf(deviation));
    }

    private CloudException invalid(String what) {
        return CloudException.of(ErrorCode.INVALID_ARGUMENT, "The value of '" + Shown.of(name) + "' " + what);
    }
}
