package dev.welkin.time;

import java.time.Duration;

/** Nanoseconds of durations that may be longer than the 292 years a long holds. */
final class Nanos {
    private Nanos() {}

    /** Returns the nanoseconds, at least 0 and at most {@link Long#MAX_VALUE}. */
    static long of(Duration span) {
        try {
            return Math.max(0, span.toNanos());
        } catch (ArithmeticException e) {
            return span.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }

    /** Adds without overflow; neither is negative. */
    static long plus(long nanos, long more) {
        return nanos > Long.MAX_VALUE - more ? Long.MAX_VALUE : nanos + more;
    }
}
