package dev.welkin.events;

import java.io.Serial;

/** Thrown by a handler for an event that no retry can help: it goes to the dead-letter topic at once. */
public final class RejectException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Rejects an event.
     *
     * @param reason why; stands in the dead letter, so it must hold no secret
     */
    public RejectException(String reason) {
        super(reason);
    }

    /**
     * Rejects an event because of an error.
     *
     * @param reason why; stands in the dead letter, so it must hold no secret
     * @param cause the error
     */
    public RejectException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
