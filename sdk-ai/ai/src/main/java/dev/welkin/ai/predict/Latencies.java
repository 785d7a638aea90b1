package dev.welkin.ai.predict;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** The latest answer times, in a ring. */
final class Latencies {
    static final int WINDOW = 1024;

    private final AtomicLongArray ring = new AtomicLongArray(WINDOW);
    private final AtomicLong count = new AtomicLong();

    void add(long nanos) {
        ring.set((int) (count.getAndIncrement() % WINDOW), nanos);
    }

    /** Nearest rank: the smallest value that the share of all values does not exceed. */
    Duration percentile(int percent) {
        int n = (int) Math.min(count.get(), WINDOW);
        if (n == 0) {
            return Duration.ZERO;
        }
        long[] values = new long[n];
        Arrays.setAll(values, ring::get);
        Arrays.sort(values);
        return Duration.ofNanos(values[(n * percent + 99) / 100 - 1]);
    }
}
