package dev.welkin.ai.internal;

import dev.welkin.ai.chat.ChatTimeouts;
import dev.welkin.time.CloudClock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one running answer: first event, silence between events, total. Silence counts only while somebody
 * waits for an event, so a slow reader is never cut. One timer serves all events and arms itself anew when it finds
 * that one came meanwhile: an event costs a write, not a timer.
 */
final class Watch implements AutoCloseable {
    private static final long NOBODY_WAITS = Long.MIN_VALUE;

    private final CloudClock clock;
    private final Duration idle;
    private final Runnable cancel;
    private final CloudClock.Timer total;
    private CloudClock.@Nullable Timer quiet;
    private volatile long waitingSince = NOBODY_WAITS;
    private volatile String expired = "";

    /** Starts; {@code firstWithin} is null for an answer that is not streamed. */
    Watch(
            CloudClock clock,
            ChatTimeouts timeouts,
            @Nullable Duration firstWithin,
            Duration totalLeft,
            Runnable cancel) {
        this.clock = clock;
        this.idle = timeouts.idle();
        this.cancel = cancel;
        this.total = clock.schedule(totalLeft, () -> expire("total"));
        this.quiet = firstWithin == null ? null : clock.schedule(firstWithin, () -> expire("first_token"));
    }

    /** The first event is there: from now on silence is what counts. */
    synchronized void first() {
        if (quiet != null) {
            quiet.cancel();
            quiet = clock.schedule(idle, this::checkSilence);
        }
    }

    void waiting() {
        waitingSince = clock.nanoTime();
    }

    void arrived() {
        waitingSince = NOBODY_WAITS;
    }

    /** Returns which timer ran out, or "". */
    String expired() {
        return expired;
    }

    @Override
    public synchronized void close() {
        total.cancel();
        if (quiet != null) {
            quiet.cancel();
            quiet = null;
        }
    }

    private synchronized void checkSilence() {
        if (quiet == null) {
            return; // closed
        }
        long since = waitingSince;
        long left = since == NOBODY_WAITS ? idle.toNanos() : idle.toNanos() - (clock.nanoTime() - since);
        if (left <= 0) {
            expire("stalled");
        } else {
            quiet = clock.schedule(Duration.ofNanos(left), this::checkSilence);
        }
    }

    private void expire(String timer) {
        expired = timer;
        cancel.run();
    }
}
