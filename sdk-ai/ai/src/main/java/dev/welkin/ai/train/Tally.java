package dev.welkin.ai.train;

/** Adds up how well scores tell the classes of examples. */
final class Tally {
    private final int[][] confusion;
    private double loss;
    private double weight;
    private int right;
    private int examples;

    Tally(int classes) {
        confusion = new int[classes][classes];
    }

    /** Takes in one row of scores. */
    void add(float[] scores, int from, int actual, double exampleWeight) {
        int classes = confusion.length;
        int called = 0;
        for (int i = 1; i < classes; i++) {
            called = scores[from + i] > scores[from + called] ? i : called;
        }
        double most = scores[from + called];
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            sum += Math.exp(scores[from + i] - most);
        }
        loss += exampleWeight * (most + Math.log(sum) - scores[from + actual]);
        weight += exampleWeight;
        right += called == actual ? 1 : 0;
        examples++;
        confusion[actual][called]++;
    }

    double loss() {
        return loss / weight;
    }

    double accuracy() {
        return (double) right / examples;
    }

    int[][] confusion() {
        return confusion;
    }
}
