package dev.welkin.aws;

import dev.welkin.time.CloudClock;
import java.time.Duration;
import java.time.Instant;

/**
 * The time that signatures carry: the Cloud's clock, moved by what the provider's clock is ahead of it. Safe for use by
 * several threads.
 */
public final class SigningClock {
    private static final Duration WORTH_MOVING = Duration.ofSeconds(30);

    private final CloudClock clock;
    private volatile Duration ahead = Duration.ZERO;

    /**
     * Makes a clock that agrees with the Cloud's.
     *
     * @param clock the Cloud's
     */
    public SigningClock(CloudClock clock) {
        this.clock = clock;
    }

    /**
     * Returns the time to sign with.
     *
     * @return now, as the provider sees it
     */
    public Instant now() {
        return clock.now().plus(ahead);
    }

    /**
     * Takes the provider's time, after it refused a signature for its time.
     *
     * @param theirs the time of its answer
     * @return true if the clock was moved, so that signing again may help
     */
    public boolean learn(Instant theirs) {
        Duration skew = Duration.between(now(), theirs);
        if (skew.abs().compareTo(WORTH_MOVING) < 0) {
            return false;
        }
        ahead = Duration.between(clock.now(), theirs);
        return true;
    }
}
