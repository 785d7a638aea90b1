package dev.welkin.internal.http;

import java.util.concurrent.atomic.AtomicLong;

/** How long something may take that is begun and ended by one thread at a time, again and again. */
abstract class TimeLimit {
    private static final long NONE = 0;

    private final TimeLimits limits;
    private final AtomicLong due = new AtomicLong(NONE);

    /** Makes a limit that is watched once it was added. */
    TimeLimit(TimeLimits limits) {
        this.limits = limits;
    }

    /** Ends what takes too long; called on the watching thread, which it must not hold up. */
    abstract void expired();

    final void start(long nanos) {
        long at = System.nanoTime() + nanos;
        due.set(at == NONE ? 1 : at);
        limits.awake();
    }

    /** Tells whether the time passed before; then {@link #expired} was called, or is just being called. */
    final boolean stop() {
        return due.getAndSet(NONE) == NONE;
    }

    /** Tells whether something is going on. */
    final boolean check(long now) {
        long at = due.get();
        if (at != NONE && now - at >= 0 && due.compareAndSet(at, NONE)) {
            expired();
        }
        return at != NONE;
    }
}
