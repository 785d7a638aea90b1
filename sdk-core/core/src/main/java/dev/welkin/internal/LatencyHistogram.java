package dev.welkin.internal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts durations in buckets that are linear within each power of two, as HdrHistogram's: 16 buckets per doubling, so
 * that a quantile is at most 1/16 too high, in about 4 KB whatever the count. One microsecond to 19 hours.
 */
final class LatencyHistogram {
    private static final int LINEAR_BITS = 4;
    private static final int LINEAR = 1 << LINEAR_BITS;
    private static final int MAX_BITS = 36;
    private static final long MAX_MICROS = (1L << MAX_BITS) - 1;

    private final AtomicLongArray buckets = new AtomicLongArray((MAX_BITS - LINEAR_BITS + 1) * LINEAR);

    void record(Duration took) {
        buckets.incrementAndGet(bucket(Math.min(MAX_MICROS, Math.max(0, micros(took)))));
    }

    /** Returns the upper edge of the bucket in which the given share of all durations is reached; zero if none. */
    Duration quantile(double share) {
        long total = 0;
        for (int i = 0; i < buckets.length(); i++) {
            total += buckets.get(i);
        }
        long wanted = Math.max(1, (long) Math.ceil(total * share));
        long seen = 0;
        for (int i = 0; i < buckets.length() && total > 0; i++) {
            seen += buckets.get(i);
            if (seen >= wanted) {
                return Duration.ofNanos(upperEdge(i) * 1_000);
            }
        }
        return Duration.ZERO;
    }

    private static long micros(Duration took) {
        return took.toSeconds() > MAX_MICROS / 1_000_000 ? MAX_MICROS : took.toNanos() / 1_000;
    }

    /** The first 16 buckets are one microsecond wide; from there each power of two has 16. */
    static int bucket(long micros) {
        if (micros < LINEAR) {
            return (int) micros;
        }
        int shift = 63 - Long.numberOfLeadingZeros(micros) - LINEAR_BITS;
        return (shift + 1) * LINEAR + (int) (micros >>> shift) - LINEAR;
    }

    /** The least number of microseconds that is beyond the bucket. */
    static long upperEdge(int bucket) {
        if (bucket < LINEAR) {
            return bucket + 1L;
        }
        int shift = bucket / LINEAR - 1;
        return (LINEAR + bucket % LINEAR + 1L) << shift;
    }
}
