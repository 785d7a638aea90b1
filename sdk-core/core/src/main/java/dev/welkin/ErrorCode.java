package dev.welkin;

/**
 * What went wrong, in words that mean the same on every provider. Act on the code, never on the message; finer
 * distinctions stand in {@link CloudException#reason()}.
 */
public enum ErrorCode {
    /** The named resource does not exist. */
    NOT_FOUND(false, false),
    /** The resource to be created exists already. */
    ALREADY_EXISTS(false, false),
    /** A condition of the call (a version token, an expected state) did not hold. */
    PRECONDITION_FAILED(false, false),
    /** The caller's input or configuration is wrong; the message says which part and what is accepted. */
    INVALID_ARGUMENT(false, false),
    /** No credential was found, or the provider does not accept it. */
    UNAUTHENTICATED(false, false),
    /** The credential is known but may not do this. */
    PERMISSION_DENIED(false, false),
    /** The provider asks the caller to slow down. */
    RATE_LIMITED(true, false),
    /** A quota or budget is used up; waiting a little does not help. */
    QUOTA_EXCEEDED(false, false),
    /** Refused on this side to protect it (queue full, breaker open, retry budget empty); nothing was sent. */
    OVERLOADED(false, false),
    /** The provider cannot be reached or answers that it is unwell. */
    UNAVAILABLE(true, true),
    /** The call, or one attempt of it, took longer than allowed. */
    TIMEOUT(true, true),
    /** The caller cancelled, or its thread was interrupted. */
    CANCELLED(false, true),
    /** The call met another one at the same moment; repeating it may succeed. */
    CONFLICT(true, false),
    /** The backend does not have the feature; the message names an alternative. */
    UNSUPPORTED(false, false),
    /** Data does not match its checksum, signature or format. */
    CORRUPTED(false, false),
    /** An answer ended before its proper end. */
    TRUNCATED(true, true),
    /** What was run, such as a job's program, ended with a failure of its own; its result and log say more. */
    FAILED(false, false),
    /** A policy refused the content or the action. */
    REFUSED(false, false),
    /** The reply was lost and the outcome could not be found out: it may or may not have happened. */
    AMBIGUOUS(false, true),
    /** The object the call was made on is closed. */
    CLOSED(false, false),
    /** A defect in Welkin or in a backend; please report it. */
    INTERNAL(false, true);

    private final boolean retryable;
    private final boolean outcomeUnknown;

    ErrorCode(boolean retryable, boolean outcomeUnknown) {
        this.retryable = retryable;
        this.outcomeUnknown = outcomeUnknown;
    }

    /**
     * Tells whether the same call may succeed a little later. This is the default of
     * {@link CloudException#retryable()}; a backend that knows better overrides it per error.
     *
     * @return true if a retry makes sense
     */
    public boolean retryable() {
        return retryable;
    }

    /**
     * Tells whether what was asked may have taken effect all the same. This is the default of
     * {@link CloudException#outcomeUnknown()}; a backend that knows better overrides it per error.
     *
     * @return true if nobody can tell
     */
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }
}
