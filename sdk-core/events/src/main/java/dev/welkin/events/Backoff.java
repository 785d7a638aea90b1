package dev.welkin.events;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.time.Duration;

/**
 * How long a failed event waits before it comes again: the first wait, doubled with each further attempt, up to a
 * longest wait.
 *
 * @param first the wait after the first attempt; default 1 s
 * @param longest no wait is longer; default 1 min
 */
public record Backoff(Duration first, Duration longest) {
    private static final Backoff DEFAULTS = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
    private static final int MAX_DOUBLINGS = 30;

    /** Checks the waits. */
    public Backoff {
        if (first.isNegative() || longest.compareTo(first) < 0) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "A back-off from " + first + " to " + longest + " is not possible; give 0 <= first <= longest");
        }
    }

    /**
     * Returns the defaults: 1 s, 2 s, 4 s, ... 1 min.
     *
     * @return the back-off
     */
    public static Backoff defaults() {
        return DEFAULTS;
    }

    /**
     * Returns a back-off without any wait.
     *
     * @return the back-off
     */
    public static Backoff none() {
        return new Backoff(Duration.ZERO, Duration.ZERO);
    }

    /**
     * Returns the wait after an attempt.
     *
     * @param attempt 1 for the first
     * @return the wait before the next one
     */
    public Duration after(int attempt) {
        Duration wait = first.multipliedBy(1L << Math.min(MAX_DOUBLINGS, Math.max(0, attempt - 1)));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
