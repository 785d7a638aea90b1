package dev.welkin.ai.text;

/**
 * Weights of a linear classifier: {@code score(class) = bias(class) + sum over features of weight(class, feature) *
 * scale(feature) / norm}, where norm is the Euclidean length of the scales. Immutable.
 */
final class LinearModel {
    private final float[] scales;
    private final float[][] weights;
    private final float[] biases;

    /** Keeps the arrays; nobody changes them any more. */
    LinearModel(float[] scales, float[][] weights, float[] biases) {
        this.scales = scales;
        this.weights = weights;
        this.biases = biases;
    }

    int classes() {
        return weights.length;
    }

    int features() {
        return scales.length;
    }

    float scale(int feature) {
        return scales[feature];
    }

    float weight(int label, int feature) {
        return weights[label][feature];
    }

    float bias(int label) {
        return biases[label];
    }

    /** Returns the probability of each class. */
    double[] predict(int[] features) {
        double norm = norm(scales, features);
        double[] scores = new double[weights.length];
        for (int label = 0; label < scores.length; label++) {
            double sum = 0;
            for (int feature : features) {
                sum += weights[label][feature] * scales[feature];
            }
            scores[label] = biases[label] + sum / norm;
        }
        return softmax(scores);
    }

    /** Never zero, so that a text without known features gives the biases. */
    static double norm(float[] scales, int[] features) {
        double squares = 1e-9;
        for (int feature : features) {
            squares += scales[feature] * scales[feature];
        }
        return Math.sqrt(squares);
    }

    /** The largest score becomes 0 first, so that no exponential overflows. */
    static double[] softmax(double[] scores) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            largest = Math.max(largest, score);
        }
        double sum = 0;
        double[] shares = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            shares[i] = StrictMath.exp(scores[i] - largest);
            sum += shares[i];
        }
        for (int i = 0; i < scores.length; i++) {
            shares[i] /= sum;
        }
        return shares;
    }
}
