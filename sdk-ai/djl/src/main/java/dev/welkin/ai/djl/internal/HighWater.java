package dev.welkin.ai.djl.internal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The most that was asked of a session so far. An engine keeps what a run took for the next one, so it takes more only
 * for more runs at once, or larger inputs, than ever before: those take place on the {@link EngineThread}.
 */
final class HighWater {
    private final AtomicInteger running = new AtomicInteger();
    private volatile int mostAtOnce;
    private volatile long mostBytes;

    <T> T run(long inputBytes, Supplier<T> work) {
        boolean within = running.incrementAndGet() <= mostAtOnce && inputBytes <= mostBytes;
        try {
            if (within) {
                return work.get();
            }
        } finally {
            running.decrementAndGet();
        }
        return EngineThread.call(() -> runBeyond(inputBytes, work));
    }

    /** Counted only now: while this one waited for its turn, others may have ended. */
    private <T> T runBeyond(long inputBytes, Supplier<T> work) {
        int atOnce = running.incrementAndGet();
        try {
            T result = work.get();
            rise(atOnce, inputBytes);
            return result;
        } finally {
            running.decrementAndGet();
        }
    }

    private synchronized void rise(int atOnce, long inputBytes) {
        mostAtOnce = Math.max(mostAtOnce, atOnce);
        mostBytes = Math.max(mostBytes, inputBytes);
    }
}
