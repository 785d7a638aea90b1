package dev.welkin.ai.text;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;

/**
 * How a {@link TextClassifier} is trained. The defaults were chosen by cross-validation on film reviews.
 *
 * @param seed orders the examples; the same seed and examples give the same model everywhere
 * @param epochs how often each example is seen, 1 to 1,000
 * @param learningRate how far one example moves the weights at first; it falls to zero towards the end. Above 0, at
 *     most 100
 * @param maxWords the longest sequence of words that is a feature, 1 to 5
 * @param maxChars the longest sequence of characters that is a feature, 2 to 10; 0 leaves characters out
 * @param hashBits how many features are told apart, as a power of two; 10 to 24
 */
public record TextOptions(long seed, int epochs, double learningRate, int maxWords, int maxChars, int hashBits) {
    /** Seed 7, 5 epochs, rate 0.6, up to 2 words, up to 6 characters, 2^19 features. */
    public static final TextOptions DEFAULT = new TextOptions(7, 5, 0.6, 2, 6, 19);

    /** Checks the ranges. */
    public TextOptions {
        check(epochs >= 1 && epochs <= 1000, "epochs " + epochs + ": 1 to 1,000");
        check(learningRate > 0 && learningRate <= 100, "learning rate " + learningRate + ": above 0, at most 100");
        check(maxWords >= 1 && maxWords <= 5, "words " + maxWords + ": 1 to 5");
        check(maxChars == 0 || (maxChars >= 2 && maxChars <= 10), "characters " + maxChars + ": 0, or 2 to 10");
        check(hashBits >= 10 && hashBits <= 24, "hash bits " + hashBits + ": 10 to 24");
    }

    /**
     * Returns a copy with another seed.
     *
     * @param value orders the examples
     * @return the copy
     */
    public TextOptions withSeed(long value) {
        return new TextOptions(value, epochs, learningRate, maxWords, maxChars, hashBits);
    }

    /**
     * Returns a copy with another number of epochs.
     *
     * @param value how often each example is seen
     * @return the copy
     */
    public TextOptions withEpochs(int value) {
        return new TextOptions(seed, value, learningRate, maxWords, maxChars, hashBits);
    }

    /**
     * Returns a copy with another learning rate.
     *
     * @param value how far one example moves the weights at first
     * @return the copy
     */
    public TextOptions withLearningRate(double value) {
        return new TextOptions(seed, epochs, value, maxWords, maxChars, hashBits);
    }

    /**
     * Returns a copy with other features.
     *
     * @param words the longest sequence of words
     * @param chars the longest sequence of characters; 0 leaves them out
     * @return the copy
     */
    public TextOptions withFeatures(int words, int chars) {
        return new TextOptions(seed, epochs, learningRate, words, chars, hashBits);
    }

    /**
     * Returns a copy that tells another number of features apart.
     *
     * @param value a power of two
     * @return the copy
     */
    public TextOptions withHashBits(int value) {
        return new TextOptions(seed, epochs, learningRate, maxWords, maxChars, value);
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, "Text classification can't be trained with " + what);
        }
    }
}
