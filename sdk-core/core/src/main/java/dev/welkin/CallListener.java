package dev.welkin;

import java.time.Duration;

/**
 * Sees every call of every service. Methods run on the calling thread and must be quick; what they throw is logged and
 * ignored. Each call gives one {@link #onStart}, one {@link #onAttempt} per attempt, one {@link #onRetry} before each
 * further attempt, and exactly one of {@link #onSuccess} and {@link #onFailure}.
 */
public interface CallListener {
    /** A listener that does nothing. */
    CallListener NONE = new CallListener() {};

    /**
     * A call begins.
     *
     * @param call what is asked
     */
    default void onStart(CallInfo call) {}

    /**
     * An attempt begins.
     *
     * @param call what is asked
     * @param attempt 1 for the first
     */
    default void onAttempt(CallInfo call, int attempt) {}

    /**
     * An attempt failed and another will follow.
     *
     * @param call what is asked
     * @param attempt the attempt that failed
     * @param delay the wait before the next one
     * @param failure why it failed
     */
    default void onRetry(CallInfo call, int attempt, Duration delay, CloudException failure) {}

    /**
     * A call succeeded.
     *
     * @param call what was asked
     * @param attempts how many attempts it took
     * @param took from start to end
     */
    default void onSuccess(CallInfo call, int attempts, Duration took) {}

    /**
     * A call failed.
     *
     * @param call what was asked
     * @param took from start to end
     * @param failure what the caller gets
     */
    default void onFailure(CallInfo call, Duration took, CloudException failure) {}

    /**
     * Something happened with no caller waiting: a dead letter, a lost lease, a failed refresh, an opened breaker, a
     * store nearly full. Each comes with one rate-limited WARN in the log as well.
     *
     * @param kind a short word, for example {@code dead_letter}
     * @param message what happened, to what, and what to do
     */
    default void onNotice(String kind, String message) {}

    /**
     * What is asked. Holds no payload and no secret.
     *
     * @param service {@code storage}, {@code events}, {@code compute} or {@code ai}
     * @param backend the backend's scheme, for example {@code s3}
     * @param operation for example {@code put}
     * @param resource what it is asked of; never part of a metric's name
     */
    record CallInfo(String service, String backend, String operation, String resource) {}
}
