package dev.welkin.ai.embed;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;

/**
 * What a {@link TextEmbedder} looks at.
 *
 * @param dimensions how many numbers a vector has, 16 to {@value VectorIndex#MAX_DIMENSIONS}
 * @param maxWords the longest sequence of words that counts, 1 to 5
 * @param maxChars the longest sequence of characters that counts, 2 to 10; 0 leaves characters out
 */
public record EmbedderOptions(int dimensions, int maxWords, int maxChars) {
    /** 2,048 dimensions, up to 2 words, up to 4 characters. */
    public static final EmbedderOptions DEFAULT = new EmbedderOptions(2048, 2, 4);

    /** Checks the ranges. */
    public EmbedderOptions {
        check(
                dimensions >= 16 && dimensions <= VectorIndex.MAX_DIMENSIONS,
                dimensions + " dimensions: 16 to " + VectorIndex.MAX_DIMENSIONS);
        check(maxWords >= 1 && maxWords <= 5, "words " + maxWords + ": 1 to 5");
        check(maxChars == 0 || (maxChars >= 2 && maxChars <= 10), "characters " + maxChars + ": 0, or 2 to 10");
    }

    /**
     * Returns a copy with another number of dimensions.
     *
     * @param value how many numbers a vector has; fewer make unlike texts meet by chance
     * @return the copy
     */
    public EmbedderOptions withDimensions(int value) {
        return new EmbedderOptions(value, maxWords, maxChars);
    }

    /**
     * Returns a copy with other features.
     *
     * @param words the longest sequence of words
     * @param chars the longest sequence of characters; 0 leaves them out
     * @return the copy
     */
    public EmbedderOptions withFeatures(int words, int chars) {
        return new EmbedderOptions(dimensions, words, chars);
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, "Texts can't be embedded with " + what);
        }
    }
}
