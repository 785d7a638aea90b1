package dev.welkin.ai.recommend;

/**
 * Least squares with a penalty (ridge regression; Hoerl and Kennard 1970): what one user's factors and bias must be,
 * given the factors of the items, or the other way round. The last unknown is the bias. The matrix of the normal
 * equations is positive definite because of the penalty, so Cholesky's decomposition always exists.
 */
final class Ridge {
    /** A bias is believed as if this many ratings had said that there is none. */
    private static final double BIAS_PENALTY = 4;

    /** The factors of somebody who rated little are held down as if this many more ratings had said nothing. */
    private static final double SILENT_RATINGS = 120;

    private final int size;
    private final double regularization;
    private final double[][] matrix;
    private final double[] right;
    private int ratings;

    Ridge(RecommenderOptions options) {
        this.size = options.factors() + 1;
        this.regularization = options.regularization();
        this.matrix = new double[size][size];
        this.right = new double[size];
    }

    /** Adds a rating: the other side's factors and bias, and what of the rating the mean does not explain. */
    void add(float[] other, double residual) {
        double value = residual - other[size - 1];
        for (int row = 0; row < size; row++) {
            double x = regressor(other, row);
            right[row] += x * value;
            for (int column = 0; column <= row; column++) {
                matrix[row][column] += x * regressor(other, column);
            }
        }
        ratings++;
    }

    /** Returns factors and bias. Decomposes the matrix in place; call it once. */
    double[] solve() {
        decompose();
        return solved(right);
    }

    /** Returns the decomposed system's answer to another right side; after {@link #solve}. */
    double[] solved(double[] side) {
        double[] answer = side.clone();
        for (int row = 0; row < size; row++) {
            for (int k = 0; k < row; k++) {
                answer[row] -= matrix[row][k] * answer[k];
            }
            answer[row] /= matrix[row][row];
        }
        for (int row = size - 1; row >= 0; row--) {
            for (int k = row + 1; k < size; k++) {
                answer[row] -= matrix[k][row] * answer[k];
            }
            answer[row] /= matrix[row][row];
        }
        return answer;
    }

    /** The other side's factors, and 1 for the bias sought here. */
    double[] regressors(float[] other) {
        double[] x = new double[size];
        for (int i = 0; i < size; i++) {
            x[i] = regressor(other, i);
        }
        return x;
    }

    private double regressor(float[] other, int i) {
        return i == size - 1 ? 1 : other[i];
    }

    private void decompose() {
        for (int row = 0; row < size; row++) {
            matrix[row][row] += row == size - 1 ? BIAS_PENALTY : regularization * (SILENT_RATINGS + ratings);
            for (int column = 0; column <= row; column++) {
                double sum = matrix[row][column];
                for (int k = 0; k < column; k++) {
                    sum -= matrix[row][k] * matrix[column][k];
                }
                matrix[row][column] = row == column ? Math.sqrt(sum) : sum / matrix[column][column];
            }
        }
    }
}
