package dev.welkin.ai.text;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;

/**
 * A text and the class it belongs to.
 *
 * @param text the text; may be empty
 * @param label the class; not empty, at most {@value #MAX_LABEL_CHARS} characters
 */
public record Labeled(String text, String label) {
    /** The longest label. */
    public static final int MAX_LABEL_CHARS = 1000;

    /** Refuses an empty or overlong label. */
    public Labeled {
        if (label.isBlank() || label.length() > MAX_LABEL_CHARS) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "An example has a label of " + label.length() + " characters; 1 to " + MAX_LABEL_CHARS
                            + " are accepted, so leave out what has none");
        }
    }

    /**
     * Makes an example.
     *
     * @param text the text
     * @param label the class it belongs to
     * @return the example
     */
    public static Labeled of(String text, String label) {
        return new Labeled(text, label);
    }
}
