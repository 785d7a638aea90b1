package dev.welkin.compute;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.io.Serial;
import java.util.Locale;

/** A job ended without success; {@link #result} tells how. */
public final class JobFailedException extends CloudException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient JobResult result;

    JobFailedException(ErrorCode code, JobResult result) {
        super(CloudException.builder(code, message(result))
                .operation("compute.job")
                .resource(result.id())
                .reason(result.cause()
                        .map(c -> c.name().toLowerCase(Locale.ROOT))
                        .orElse(""))
                .retryable(false)
                .attempts(result.attempts().size()));
        this.result = result;
    }

    /**
     * Returns how the job went.
     *
     * @return the result; null only in an exception that was serialised
     */
    public JobResult result() {
        return result;
    }

    private static String message(JobResult result) {
        String attempts =
                result.attempts().size() == 1 ? "1 attempt" : result.attempts().size() + " attempts";
        return "Job " + result.id() + " ended " + result.state() + " after " + attempts + ": " + result.message();
    }
}
