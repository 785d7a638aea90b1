package dev.welkin.call;

import dev.welkin.CallListener.CallInfo;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One call as the pipeline sees it.
 *
 * @param info what is asked, for listeners and errors
 * @param repeatable true if an attempt whose outcome is unknown may be made again: the call is idempotent, or its
 *     caller resolves the outcome (see {@link Attempt#outcomeUnknown})
 * @param timeout the whole call's time, retries included; null for the configured one (2 minutes by default)
 */
public record Call(
        CallInfo info, boolean repeatable, @Nullable Duration timeout) {
    /**
     * Describes a call that may be repeated.
     *
     * @param service for example {@code storage}
     * @param backend the scheme
     * @param operation for example {@code get}
     * @param resource what it is asked of
     * @return the call, with the configured time-out
     */
    public static Call repeatable(String service, String backend, String operation, String resource) {
        return new Call(new CallInfo(service, backend, operation, resource), true, null);
    }

    /**
     * Describes a call that must not be repeated once something may have been sent.
     *
     * @param service for example {@code ai}
     * @param backend the scheme
     * @param operation for example {@code chat}
     * @param resource what it is asked of
     * @return the call, with the configured time-out
     */
    public static Call once(String service, String backend, String operation, String resource) {
        return new Call(new CallInfo(service, backend, operation, resource), false, null);
    }

    /**
     * Returns this call with a time-out of its own.
     *
     * @param value the whole call's time
     * @return a new call
     */
    public Call withTimeout(@Nullable Duration value) {
        return new Call(info, repeatable, value);
    }
}
