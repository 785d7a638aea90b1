package dev.welkin.compute;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which failures are tried again, how often and after what wait. The wait doubles with each attempt up to
 * {@code maxBackoff}. Immutable.
 *
 * @param causes the causes after which another attempt is made
 * @param maxAttempts how many attempts in all, at least 1
 * @param backoff the wait before the second attempt
 * @param maxBackoff the longest wait
 */
public record JobRetry(Set<FailureCause> causes, int maxAttempts, Duration backoff, Duration maxBackoff) {
    /** Copies the causes and checks the count. */
    public JobRetry {
        causes = Set.copyOf(causes);
        if (maxAttempts < 1) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, "A job has at least 1 attempt, not " + maxAttempts + ".");
        }
    }

    /**
     * Returns the default: three attempts where the program itself is not at fault (PREEMPTED, NO_CAPACITY,
     * BACKEND_ERROR), one second apart at first, one minute at most. A plain exit code is not retried.
     *
     * @return the default
     */
    public static JobRetry byDefault() {
        return on(FailureCause.PREEMPTED, FailureCause.NO_CAPACITY, FailureCause.BACKEND_ERROR);
    }

    /**
     * Returns a rule that makes one attempt whatever happens.
     *
     * @return the rule
     */
    public static JobRetry none() {
        return new JobRetry(Set.of(), 1, Duration.ZERO, Duration.ZERO);
    }

    /**
     * Returns a rule that retries some causes, three attempts in all.
     *
     * @param causes the causes
     * @return the rule
     */
    public static JobRetry on(FailureCause... causes) {
        return new JobRetry(
                new LinkedHashSet<>(Arrays.asList(causes)), 3, Duration.ofSeconds(1), Duration.ofMinutes(1));
    }

    /**
     * Returns this rule with another count.
     *
     * @param count how many attempts in all, at least 1
     * @return a new rule
     */
    public JobRetry attempts(int count) {
        return new JobRetry(causes, count, backoff, maxBackoff);
    }

    /**
     * Returns this rule with another first wait.
     *
     * @param first the wait before the second attempt
     * @return a new rule
     */
    public JobRetry backoff(Duration first) {
        return new JobRetry(causes, maxAttempts, first, maxBackoff);
    }

    /**
     * Tells how long to wait before the next attempt.
     *
     * @param failed the number of the attempt that failed, 1 for the first
     * @return the wait
     */
    public Duration delayAfter(int failed) {
        Duration wait = backoff.multipliedBy(1L << Math.min(20, failed - 1));
        return wait.compareTo(maxBackoff) > 0 ? maxBackoff : wait;
    }
}
