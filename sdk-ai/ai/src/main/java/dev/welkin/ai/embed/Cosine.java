package dev.welkin.ai.embed;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;

/** How alike the directions of two vectors are. */
public final class Cosine {
    private Cosine() {}

    /**
     * Returns the cosine of the angle between two vectors.
     *
     * @param a a vector
     * @param b another one, as long
     * @return 1 for the same direction, 0 for nothing in common, -1 for opposites
     * @throws CloudException INVALID_ARGUMENT if the lengths differ, a number is not finite, or a vector is all zero
     */
    public static double of(float[] a, float[] b) {
        checkLength(b, a.length);
        return ofDirections(direction(a), direction(b));
    }

    /** Returns the vector at length 1. */
    static float[] direction(float[] vector) {
        double squares = squares(vector);
        if (!(squares > 0 && squares < Double.POSITIVE_INFINITY)) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "A vector of " + vector.length
                            + " numbers has no direction, for it is all zero or holds what is no finite number");
        }
        double length = Math.sqrt(squares);
        float[] direction = new float[vector.length];
        for (int i = 0; i < direction.length; i++) {
            direction[i] = (float) (vector[i] / length);
        }
        return direction;
    }

    /** The cosine of vectors of length 1; rounding carries it no further than it goes. */
    static double ofDirections(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return Math.max(-1, Math.min(1, sum));
    }

    /** Returns the square of a vector's length. */
    static double squares(float[] vector) {
        double squares = 0;
        for (float x : vector) {
            squares += (double) x * x;
        }
        return squares;
    }

    static void checkLength(float[] vector, int dimensions) {
        if (vector.length != dimensions) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "A vector of " + vector.length + " numbers was given where the others have " + dimensions
                            + "; vectors of one model alone can be compared");
        }
    }
}
