package dev.welkin.aws;

import dev.welkin.time.CloudClock;
import java.time.Duration;
import java.time.Instant;

/**
 * The time that requests are signed with: this machine's, put right once a provider has said that it is wrong. AWS
 * refuses what was signed over 15 minutes ago or ahead. Safe for use by several threads.
 */
public final class SigningClock {
    /** A difference up to this is left alone: it is the answer's way through the network, not a wrong clock. */
    public static final Duration TOLERANCE = Duration.ofMinutes(1);

    private final CloudClock clock;
    private volatile Duration offset = Duration.ZERO;

    /**
     * Makes a clock that trusts this machine.
     *
     * @param clock this machine's clock
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
        Duration ahead = offset;
        return ahead.isZero() ? clock.now() : clock.now().plus(ahead);
    }

    /**
     * Returns how far this machine's clock was found to be behind the provider's.
     *
     * @return the difference; zero until {@link #resync} changed it
     */
    public Duration offset() {
        return offset;
    }

    /**
     * Goes by the provider's time from now on, if the time that a refused request was signed with is far from it.
     *
     * @param signedAt the time that the request was signed with
     * @param provider the time of the answer that refused it
     * @return true if signing again may help; false if the request's time was right, so that the reason is another
     */
    public boolean resync(Instant signedAt, Instant provider) {
        if (near(signedAt, provider)) {
            return false;
        }
        if (!near(now(), provider)) {
            offset = Duration.between(clock.now(), provider);
        }
        return true;
    }

    private static boolean near(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(TOLERANCE) <= 0;
    }
}
