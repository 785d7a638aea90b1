package dev.welkin.internal.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Watches {@link TimeLimit}s: one thread looks at all of them every {@value #TICK_MILLIS} ms. So to begin and to end
 * something costs one write each, where a timer for each read would lock a queue and wake a thread. Real time, whatever
 * the Cloud's clock is: the network's is too.
 */
final class TimeLimits {
    private static final int TICK_MILLIS = 10;
    /** After so many ticks without anything going on the thread sleeps until something does. */
    private static final int QUIET_TICKS = 100;

    private final Set<TimeLimit> all = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Thread thread;
    private volatile boolean asleep;

    void add(TimeLimit limit) {
        all.add(limit);
        if (thread == null) {
            begin();
        }
    }

    void remove(TimeLimit limit) {
        all.remove(limit);
    }

    /** Something begins. */
    void awake() {
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    private synchronized void begin() {
        if (thread == null) {
            Thread watch = new Thread(this::watch, "welkin-time-limits");
            watch.setDaemon(true);
            thread = watch;
            watch.start();
        }
    }

    private void watch() {
        int quiet = 0;
        while (quiet < QUIET_TICKS || !ended()) {
            quiet = check() ? 0 : quiet + 1;
            if (quiet > QUIET_TICKS) {
                sleep();
                quiet = 0;
            }
            LockSupport.parkNanos(this, TICK_MILLIS * 1_000_000L);
        }
    }

    private boolean check() {
        long now = System.nanoTime();
        boolean any = false;
        for (TimeLimit limit : all) {
            any |= limit.check(now);
        }
        return any;
    }

    /** What begins after the look sees that the thread sleeps, and wakes it. */
    private void sleep() {
        asleep = true;
        if (!check()) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    /** Ends the thread if there is nothing to watch; what is added after the look begins another one. */
    private synchronized boolean ended() {
        Thread self = thread;
        thread = null;
        if (!all.isEmpty()) {
            thread = self;
        }
        return thread == null;
    }
}
