package dev.welkin.storage;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;

/**
 * The most that {@link Bucket#throttled} lets through.
 *
 * @param callsPerSecond calls to the backend; unlimited by default
 * @param bytesPerSecond bytes of content, both ways together; unlimited by default
 */
public record Throttle(double callsPerSecond, double bytesPerSecond) {
    private static final Throttle UNLIMITED = new Throttle(Double.MAX_VALUE, Double.MAX_VALUE);

    /** Checks the rates. */
    public Throttle {
        if (!(callsPerSecond > 0) || !(bytesPerSecond > 0)) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, "A rate must be above 0; leave it out for no limit");
        }
    }

    /**
     * Limits calls.
     *
     * @param callsPerSecond how many; bursts of one second's worth pass
     * @return a throttle without a limit on bytes
     */
    public static Throttle calls(double callsPerSecond) {
        return UNLIMITED.withCallsPerSecond(callsPerSecond);
    }

    /**
     * Limits bytes.
     *
     * @param bytesPerSecond how many; bursts of one second's worth pass
     * @return a throttle without a limit on calls
     */
    public static Throttle bytes(double bytesPerSecond) {
        return UNLIMITED.withBytesPerSecond(bytesPerSecond);
    }

    /**
     * Returns this throttle with another limit on calls.
     *
     * @param value calls per second
     * @return a new throttle
     */
    public Throttle withCallsPerSecond(double value) {
        return new Throttle(value, bytesPerSecond);
    }

    /**
     * Returns this throttle with another limit on bytes.
     *
     * @param value bytes per second
     * @return a new throttle
     */
    public Throttle withBytesPerSecond(double value) {
        return new Throttle(callsPerSecond, value);
    }
}
