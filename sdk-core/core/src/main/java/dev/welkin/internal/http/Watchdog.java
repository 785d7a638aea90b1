package dev.welkin.internal.http;

import java.time.Duration;
import okhttp3.Call;

/** Cancels a call whose head does not arrive in time. */
final class Watchdog extends TimeLimit {
    private final TimeLimits limits;
    private final Call call;

    Watchdog(TimeLimits limits, Call call) {
        super(limits);
        this.limits = limits;
        this.call = call;
    }

    void watch(Duration limit) {
        limits.add(this);
        start(Math.max(1, limit.toNanos()));
    }

    /** Tells whether it cancelled the call. */
    boolean unwatch() {
        limits.remove(this);
        return stop();
    }

    @Override
    void expired() {
        call.cancel();
    }
}
