package dev.welkin;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The one unchecked exception of Welkin. Its message says what was asked, what came back and what to do; it never holds
 * a secret. Immutable; subclasses exist only where they carry data.
 */
public class CloudException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String reason;
    private final @Nullable String provider;
    private final @Nullable String operation;
    private final @Nullable String resource;
    private final @Nullable String requestId;
    private final int httpStatus;
    private final @Nullable Duration retryAfter;
    private final boolean retryable;
    private final int attempts;
    private final boolean outcomeUnknown;

    /**
     * Makes the exception that the builder describes; for subclasses.
     *
     * @param builder what to say
     */
    protected CloudException(Builder builder) {
        super(builder.message, builder.cause);
        this.code = builder.code;
        this.reason = builder.reason;
        this.provider = builder.provider;
        this.operation = builder.operation;
        this.resource = builder.resource;
        this.requestId = builder.requestId;
        this.httpStatus = builder.httpStatus;
        this.retryAfter = builder.retryAfter;
        this.retryable = builder.retryable == null ? builder.code.retryable() : builder.retryable;
        this.attempts = builder.attempts;
        this.outcomeUnknown = builder.outcomeUnknown == null ? builder.code.outcomeUnknown() : builder.outcomeUnknown;
    }

    /**
     * Starts an exception.
     *
     * @param code the portable reason
     * @param message what was asked, what came back and what to do; never a secret
     * @return a builder
     */
    public static Builder builder(ErrorCode code, String message) {
        return new Builder(code, message);
    }

    /**
     * Makes an exception of a code and a message, the common case.
     *
     * @param code the portable reason
     * @param message what was asked, what came back and what to do; never a secret
     * @return the exception
     */
    public static CloudException of(ErrorCode code, String message) {
        return builder(code, message).build();
    }

    /**
     * Makes an exception with the error that led to it.
     *
     * @param code the portable reason
     * @param message what was asked, what came back and what to do; never a secret
     * @param cause the underlying error
     * @return the exception
     */
    public static CloudException of(ErrorCode code, String message, Throwable cause) {
        return builder(code, message).cause(cause).build();
    }

    /**
     * Makes the CANCELLED exception for an interrupted thread and restores the thread's interrupt flag.
     *
     * @param doing what was interrupted, for example {@code "publish to readings"}
     * @param cause the interruption
     * @return the exception
     */
    public static CloudException interrupted(String doing, Throwable cause) {
        Thread.currentThread().interrupt();
        return of(ErrorCode.CANCELLED, doing + ": the calling thread was interrupted", cause);
    }

    /**
     * Returns a builder that holds everything this exception says, to say more. What it builds has the same type, stack
     * trace and suppressed exceptions.
     *
     * @return a builder of an equal exception
     */
    public Builder toBuilder() {
        Builder b = new Builder(code, String.valueOf(getMessage()));
        b.cause = getCause();
        b.reason = reason;
        b.provider = provider;
        b.operation = operation;
        b.resource = resource;
        b.requestId = requestId;
        b.httpStatus = httpStatus;
        b.retryAfter = retryAfter;
        b.retryable = retryable;
        b.attempts = attempts;
        b.outcomeUnknown = outcomeUnknown;
        b.origin = this;
        return b;
    }

    /**
     * Makes an exception of this one's own type that says more; a subclass overrides it to keep its data.
     *
     * @param builder what to say
     * @return a new exception
     */
    protected CloudException copy(Builder builder) {
        return new CloudException(builder);
    }

    /**
     * Returns the portable reason.
     *
     * @return the code
     */
    public ErrorCode code() {
        return code;
    }

    /**
     * Returns a finer word than the code, such as {@code stalled}, {@code context_length} or {@code bucket_missing}.
     * The set is open.
     *
     * @return the reason, or "" when there is nothing finer
     */
    public String reason() {
        return reason;
    }

    /**
     * Returns the backend that answered.
     *
     * @return its name, for example {@code s3}
     */
    public Optional<String> provider() {
        return Optional.ofNullable(provider);
    }

    /**
     * Returns what was asked.
     *
     * @return the operation, for example {@code storage.put}
     */
    public Optional<String> operation() {
        return Optional.ofNullable(operation);
    }

    /**
     * Returns what it was asked of.
     *
     * @return the resource, for example a bucket and key
     */
    public Optional<String> resource() {
        return Optional.ofNullable(resource);
    }

    /**
     * Returns the provider's own id of the request, for its support desk.
     *
     * @return the id, or empty when the provider gave none
     */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /**
     * Returns the HTTP status of the answer.
     *
     * @return the status, or empty when there was no HTTP answer
     */
    public OptionalInt httpStatus() {
        return httpStatus == 0 ? OptionalInt.empty() : OptionalInt.of(httpStatus);
    }

    /**
     * Returns the wait the provider asked for.
     *
     * @return the wait, or empty when it said nothing
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /**
     * Tells whether the same call may succeed later.
     *
     * @return true if a retry makes sense
     */
    public boolean retryable() {
        return retryable;
    }

    /**
     * Returns how many attempts were made.
     *
     * @return the count; 0 when nothing was sent
     */
    public int attempts() {
        return attempts;
    }

    /**
     * Tells whether what was asked may have taken effect although the call failed: the reply was lost, or did not come
     * in time. False where nothing was sent, or where the provider said that it did nothing. A call that must not
     * happen twice is repeated only after a failure for which this is false.
     *
     * @return true if the outcome is unknown
     */
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }

    /** Collects what a {@link CloudException} says. Not safe for use by several threads. */
    public static final class Builder {
        private final ErrorCode code;
        private String message;
        private @Nullable Throwable cause;
        private String reason = "";
        private @Nullable String provider;
        private @Nullable String operation;
        private @Nullable String resource;
        private @Nullable String requestId;
        private int httpStatus;
        private @Nullable Duration retryAfter;
        private @Nullable Boolean retryable;
        private int attempts;
        private @Nullable Boolean outcomeUnknown;
        private @Nullable CloudException origin;

        private Builder(ErrorCode code, String message) {
            this.code = code;
            this.message = message;
        }

        /**
         * Replaces the message.
         *
         * @param value what was asked, what came back and what to do
         * @return this builder
         */
        public Builder message(String value) {
            this.message = value;
            return this;
        }

        /**
         * Sets the underlying error.
         *
         * @param value the error, or null for none
         * @return this builder
         */
        public Builder cause(@Nullable Throwable value) {
            this.cause = value;
            return this;
        }

        /**
         * Sets the finer word.
         *
         * @param value for example {@code stalled}; default ""
         * @return this builder
         */
        public Builder reason(String value) {
            this.reason = value;
            return this;
        }

        /**
         * Sets the backend that answered.
         *
         * @param value its name, or null
         * @return this builder
         */
        public Builder provider(@Nullable String value) {
            this.provider = value;
            return this;
        }

        /**
         * Sets what was asked.
         *
         * @param value for example {@code storage.put}, or null
         * @return this builder
         */
        public Builder operation(@Nullable String value) {
            this.operation = value;
            return this;
        }

        /**
         * Sets what it was asked of.
         *
         * @param value the resource, or null
         * @return this builder
         */
        public Builder resource(@Nullable String value) {
            this.resource = value;
            return this;
        }

        /**
         * Sets the provider's id of the request.
         *
         * @param value the id, or null
         * @return this builder
         */
        public Builder requestId(@Nullable String value) {
            this.requestId = value;
            return this;
        }

        /**
         * Sets the HTTP status.
         *
         * @param value the status, 0 for none
         * @return this builder
         */
        public Builder httpStatus(int value) {
            this.httpStatus = value;
            return this;
        }

        /**
         * Sets the wait the provider asked for.
         *
         * @param value the wait, or null
         * @return this builder
         */
        public Builder retryAfter(@Nullable Duration value) {
            this.retryAfter = value;
            return this;
        }

        /**
         * Overrides the code's own answer to whether a retry makes sense.
         *
         * @param value true if the same call may succeed later
         * @return this builder
         */
        public Builder retryable(boolean value) {
            this.retryable = value;
            return this;
        }

        /**
         * Sets how many attempts were made.
         *
         * @param value the count; default 0
         * @return this builder
         */
        public Builder attempts(int value) {
            this.attempts = value;
            return this;
        }

        /**
         * Overrides the code's own answer to whether what was asked may have taken effect.
         *
         * @param value false if nothing was sent or the provider surely did nothing
         * @return this builder
         */
        public Builder outcomeUnknown(boolean value) {
            this.outcomeUnknown = value;
            return this;
        }

        /**
         * Makes the exception.
         *
         * @return a new exception
         */
        public CloudException build() {
            return origin == null ? new CloudException(this) : again(origin);
        }

        private CloudException again(CloudException before) {
            CloudException after = before.copy(this);
            after.setStackTrace(before.getStackTrace());
            for (Throwable suppressed : before.getSuppressed()) {
                after.addSuppressed(suppressed);
            }
            return after;
        }
    }
}
