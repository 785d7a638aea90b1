package dev.welkin.ai.extractive;

/**
 * Something that can be quoted.
 *
 * @param text word for word as it stands in the prompt
 * @param entry true for a line of a list or table, false for a sentence
 */
record Segment(String text, boolean entry) {
    boolean asks() {
        return text.endsWith("?") || text.endsWith("\uff1f");
    }
}
