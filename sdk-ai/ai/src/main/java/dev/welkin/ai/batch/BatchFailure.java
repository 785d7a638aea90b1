package dev.welkin.ai.batch;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;

/**
 * An input without a result. The next run tries it again.
 *
 * @param key the input's key
 * @param code why; FAILED for what is the step's own exception
 * @param reason a finer word than the code, or ""
 * @param message what went wrong, one line
 * @param attempts how often it was tried
 */
public record BatchFailure(String key, ErrorCode code, String reason, String message, int attempts) {
    /** The most characters of a message: 500. */
    public static final int MAX_MESSAGE_CHARS = 500;

    /**
     * Says why an input has no result.
     *
     * @param key the input's key
     * @param failure what its last attempt ended with
     * @param attempts how often it was tried
     * @return the failure
     */
    public static BatchFailure of(String key, CloudException failure, int attempts) {
        String message = Shown.of(failure.getMessage(), MAX_MESSAGE_CHARS);
        return new BatchFailure(key, failure.code(), failure.reason(), message, attempts);
    }
}
