package dev.welkin.storage;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.time.Duration;

/**
 * What {@link Bucket#chaos} does to calls, to test how a program takes it. Chances are from 0 to 1 and 0 by default.
 *
 * @param seed of the random choices: the same seed and the same calls meet the same faults
 * @param unavailable the chance that a call fails before it has any effect
 * @param lostReply the chance that a write takes effect, but its reply is lost
 * @param rateLimited the chance that a call is refused as too many, with a Retry-After of one second
 * @param cut the chance that the stream of a read breaks off halfway
 * @param latency how long every call takes longer
 */
public record Chaos(long seed, double unavailable, double lostReply, double rateLimited, double cut, Duration latency) {
    /** Checks the chances. */
    public Chaos {
        for (double chance : new double[] {unavailable, lostReply, rateLimited, cut}) {
            if (!(chance >= 0 && chance <= 1)) {
                throw CloudException.of(ErrorCode.INVALID_ARGUMENT, "A chance is from 0 to 1, not " + chance);
            }
        }
    }

    /**
     * Makes chaos that does nothing yet.
     *
     * @param seed of the random choices
     * @return chaos without faults
     */
    public static Chaos seed(long seed) {
        return new Chaos(seed, 0, 0, 0, 0, Duration.ZERO);
    }

    /**
     * Returns this with another chance that a call fails before it has any effect.
     *
     * @param value from 0 to 1
     * @return new chaos
     */
    public Chaos withUnavailable(double value) {
        return new Chaos(seed, value, lostReply, rateLimited, cut, latency);
    }

    /**
     * Returns this with another chance that a write takes effect, but its reply is lost.
     *
     * @param value from 0 to 1
     * @return new chaos
     */
    public Chaos withLostReply(double value) {
        return new Chaos(seed, unavailable, value, rateLimited, cut, latency);
    }

    /**
     * Returns this with another chance that a call is refused as too many.
     *
     * @param value from 0 to 1
     * @return new chaos
     */
    public Chaos withRateLimited(double value) {
        return new Chaos(seed, unavailable, lostReply, value, cut, latency);
    }

    /**
     * Returns this with another chance that the stream of a read breaks off halfway.
     *
     * @param value from 0 to 1
     * @return new chaos
     */
    public Chaos withCut(double value) {
        return new Chaos(seed, unavailable, lostReply, rateLimited, value, latency);
    }

    /**
     * Returns this with another delay of every call.
     *
     * @param value how much longer
     * @return new chaos
     */
    public Chaos withLatency(Duration value) {
        return new Chaos(seed, unavailable, lostReply, rateLimited, cut, value);
    }
}
