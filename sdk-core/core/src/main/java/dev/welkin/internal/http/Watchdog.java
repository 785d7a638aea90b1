package dev.welkin.internal.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okio.AsyncTimeout;

/**
 * Cancels a call whose head does not arrive in time. Real time, whatever the Cloud's clock is: the network's is too.
 */
final class Watchdog extends AsyncTimeout {
    private final Call call;
    private volatile boolean barked;

    Watchdog(Call call, Duration limit) {
        this.call = call;
        timeout(Math.max(1, limit.toNanos()), TimeUnit.NANOSECONDS);
    }

    boolean barked() {
        return barked;
    }

    @Override
    protected void timedOut() {
        barked = true;
        call.cancel();
    }
}
