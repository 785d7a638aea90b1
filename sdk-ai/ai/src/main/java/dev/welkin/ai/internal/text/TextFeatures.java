package dev.welkin.ai.internal.text;

import java.util.Arrays;
import java.util.List;

/**
 * Turns a text into numbers of hashed features: sequences of words, with marks for beginning and end, and sequences of
 * characters over the whole text. Each feature counts once, however often it occurs.
 */
public final class TextFeatures {
    /** Longer texts are cut: what a text is about shows in its first hundred thousand characters or not at all. */
    public static final int MAX_CHARS = 100_000;

    private static final int CHARS_SEED = 17;

    private final int maxWords;
    private final int maxChars;
    private final int mask;

    /**
     * Chooses the features.
     *
     * @param maxWords the longest sequence of words
     * @param maxChars the longest sequence of characters; 0 for none
     * @param hashBits how many features are told apart, as a power of two
     */
    public TextFeatures(int maxWords, int maxChars, int hashBits) {
        this.maxWords = maxWords;
        this.maxChars = maxChars;
        this.mask = (1 << hashBits) - 1;
    }

    /**
     * Takes a text apart.
     *
     * @param text any text
     * @return distinct feature numbers in ascending order; never empty, for beginning and end are features too
     */
    public int[] of(String text) {
        List<String> tokens = Tokens.of(text.substring(0, Math.min(text.length(), MAX_CHARS)));
        Numbers found = new Numbers();
        addWords(tokens, found);
        addChars(" " + String.join(" ", tokens) + " ", found);
        return found.distinct();
    }

    private void addWords(List<String> tokens, Numbers found) {
        String[] words = new String[tokens.size() + 2];
        words[0] = "^";
        words[words.length - 1] = "$";
        for (int i = 0; i < tokens.size(); i++) {
            words[i + 1] = tokens.get(i);
        }
        for (int from = 0; from < words.length; from++) {
            String sequence = "";
            for (int n = 1; n <= maxWords && from + n <= words.length; n++) {
                sequence = n == 1 ? words[from] : sequence + " " + words[from + n - 1];
                found.add(mixed(hash(start(n), sequence)) & mask);
            }
        }
    }

    /** Grows one hash from each character on, so that all lengths cost one step each. */
    private void addChars(String text, Numbers found) {
        for (int from = 0; from < text.length(); from++) {
            int hash = start(CHARS_SEED);
            for (int n = 1; n <= maxChars && from + n <= text.length(); n++) {
                hash = step(hash, text.charAt(from + n - 1));
                if (n > 1) {
                    found.add(mixed(hash) & mask);
                }
            }
        }
    }

    private static int start(int seed) {
        return seed * 0x9E3779B9 ^ 0x811C9DC5;
    }

    /** FNV-1a (Fowler, Noll, Vo) over UTF-16 units. */
    private static int step(int hash, char c) {
        return (hash ^ c) * 0x01000193;
    }

    private static int hash(int start, String text) {
        int hash = start;
        for (int i = 0; i < text.length(); i++) {
            hash = step(hash, text.charAt(i));
        }
        return hash;
    }

    /** The finalizer of MurmurHash3 (Appleby): spreads over the low bits, which alone are used. */
    private static int mixed(int hash) {
        int h = (hash ^ hash >>> 16) * 0x85EBCA6B;
        h = (h ^ h >>> 13) * 0xC2B2AE35;
        return h ^ h >>> 16;
    }

    /** A growing list of numbers. */
    private static final class Numbers {
        private int[] values = new int[256];
        private int size;

        void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        int[] distinct() {
            Arrays.sort(values, 0, size);
            return Arrays.stream(values, 0, size).distinct().toArray();
        }
    }
}
