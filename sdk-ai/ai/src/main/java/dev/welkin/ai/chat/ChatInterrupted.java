package dev.welkin.ai.chat;

import dev.welkin.CloudException;
import java.io.Serial;

/**
 * An answer broke off after some of it had been delivered. Nothing was asked again: the program decides whether the
 * part is of use. The text is not in the message.
 */
public final class ChatInterrupted extends CloudException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String partialText;

    /**
     * Makes the exception.
     *
     * @param builder what went wrong
     * @param partialText the answer up to there
     */
    public ChatInterrupted(Builder builder, String partialText) {
        super(builder);
        this.partialText = partialText;
    }

    /**
     * Returns what had come.
     *
     * @return the answer up to the break; may be empty if only thinking had come
     */
    public String partialText() {
        return partialText;
    }
}
