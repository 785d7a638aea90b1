package dev.welkin.compute;

import dev.welkin.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How a job went. Immutable.
 *
 * @param id the job's id
 * @param name the job's name
 * @param state one of the states in which a job ends
 * @param submitted when it was submitted
 * @param ended when it ended
 * @param attempts its attempts in their order; empty if it ended before its first
 * @param outputs the files it left, of its last attempt
 * @param message why it ended so, escaped for printing; empty if it succeeded
 */
public record JobResult(
        String id,
        String name,
        JobState state,
        Instant submitted,
        Instant ended,
        List<JobAttempt> attempts,
        List<StoredOutput> outputs,
        String message) {
    /** Copies the lists. */
    public JobResult {
        attempts = List.copyOf(attempts);
        outputs = List.copyOf(outputs);
    }

    /**
     * Tells whether the job succeeded.
     *
     * @return true for SUCCEEDED
     */
    public boolean succeeded() {
        return state == JobState.SUCCEEDED;
    }

    /**
     * Returns the last attempt's exit code.
     *
     * @return the code, or empty where none is known
     */
    public OptionalInt exitCode() {
        Integer code = lastAttempt().map(JobAttempt::exitCode).orElse(null);
        return code == null ? OptionalInt.empty() : OptionalInt.of(code);
    }

    /**
     * Returns why the last attempt failed.
     *
     * @return the cause, or empty if it did not fail or was cancelled
     */
    public Optional<FailureCause> cause() {
        return lastAttempt().map(JobAttempt::cause);
    }

    /**
     * Returns this result, or throws what went wrong.
     *
     * @return this result, which is SUCCEEDED
     * @throws JobFailedException CANCELLED, TIMEOUT, QUOTA_EXCEEDED (memory), UNAVAILABLE (lost, backend) or FAILED
     *     (the program's own exit code), if the job did not succeed
     */
    public JobResult orThrow() {
        if (!succeeded()) {
            throw new JobFailedException(code(), this);
        }
        return this;
    }

    private Optional<JobAttempt> lastAttempt() {
        return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.get(attempts.size() - 1));
    }

    private ErrorCode code() {
        return switch (state) {
            case CANCELLED -> ErrorCode.CANCELLED;
            case TIMED_OUT -> ErrorCode.TIMEOUT;
            case LOST -> ErrorCode.UNAVAILABLE;
            default -> code(cause().orElse(null));
        };
    }

    private static ErrorCode code(@Nullable FailureCause cause) {
        if (cause == FailureCause.OOM) {
            return ErrorCode.QUOTA_EXCEEDED;
        }
        return cause == null || cause == FailureCause.EXIT_CODE ? ErrorCode.FAILED : ErrorCode.UNAVAILABLE;
    }
}
