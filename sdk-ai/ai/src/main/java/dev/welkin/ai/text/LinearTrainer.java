package dev.welkin.ai.text;

import java.util.Random;

/**
 * Multinomial logistic regression by stochastic gradient descent, on features scaled by how well they tell the classes
 * apart: the idea of NB-SVM (Wang and Manning, "Baselines and Bigrams", 2012), with the largest naive-Bayes log-ratio
 * of a class against the rest, so that it holds for any number of classes. One thread and {@link StrictMath}: the same
 * result everywhere.
 */
final class LinearTrainer {
    private static final double SMOOTHING = 1;
    private static final double BIAS_RATE = 0.1;

    private final TextOptions options;
    private final int[][] examples;
    private final int[] labels;
    private final float[] scales;
    private final float[][] weights;
    private final float[] biases;

    LinearTrainer(TextOptions options, int[][] examples, int[] labels, int classes) {
        this.options = options;
        this.examples = examples;
        this.labels = labels;
        int features = 1 << options.hashBits();
        this.scales = scales(features, classes);
        this.weights = new float[classes][features];
        this.biases = new float[classes];
    }

    LinearModel train() {
        LinearModel model = new LinearModel(scales, weights, biases);
        Random random = new Random(options.seed());
        long steps = (long) options.epochs() * examples.length;
        long step = 0;
        for (int epoch = 0; epoch < options.epochs(); epoch++) {
            for (int example : shuffled(random)) {
                learn(model, example, options.learningRate() * (1 - step++ / (double) steps));
            }
        }
        return model;
    }

    private void learn(LinearModel model, int example, double rate) {
        int[] features = examples[example];
        double[] shares = model.predict(features);
        double norm = LinearModel.norm(scales, features);
        for (int label = 0; label < shares.length; label++) {
            double gradient = (label == labels[example] ? 1 : 0) - shares[label];
            double move = rate * gradient / norm;
            for (int feature : features) {
                weights[label][feature] += (float) (move * scales[feature]);
            }
            biases[label] += (float) (rate * BIAS_RATE * gradient);
        }
    }

    /** Fisher and Yates. */
    private int[] shuffled(Random random) {
        int[] order = new int[examples.length];
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private float[] scales(int features, int classes) {
        float[][] counts = new float[classes][features];
        double[] totals = new double[classes];
        for (int i = 0; i < examples.length; i++) {
            for (int feature : examples[i]) {
                counts[labels[i]][feature]++;
            }
            totals[labels[i]] += examples[i].length;
        }
        float[] result = new float[features];
        for (int feature = 0; feature < features; feature++) {
            result[feature] = (float) largestRatio(counts, totals, feature);
        }
        return result;
    }

    /** Zero for a feature that no example has. */
    private static double largestRatio(float[][] counts, double[] totals, int feature) {
        double count = 0;
        double total = 0;
        for (int label = 0; label < counts.length; label++) {
            count += counts[label][feature];
            total += totals[label];
        }
        double largest = 0;
        for (int label = 0; label < counts.length && count > 0; label++) {
            double here = (counts[label][feature] + SMOOTHING) / Math.max(1, totals[label]);
            double elsewhere = (count - counts[label][feature] + SMOOTHING) / Math.max(1, total - totals[label]);
            largest = Math.max(largest, Math.abs(StrictMath.log(here / elsewhere)));
        }
        return largest;
    }
}
