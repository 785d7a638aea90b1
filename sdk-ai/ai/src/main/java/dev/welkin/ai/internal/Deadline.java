package dev.welkin.ai.internal;

import dev.welkin.time.CloudClock;
import java.time.Duration;

/** A span that began when it was made. */
final class Deadline {
    private final CloudClock clock;
    private final long end;

    Deadline(CloudClock clock, Duration span) {
        this.clock = clock;
        this.end = clock.nanoTime() + span.toNanos();
    }

    /** Returns what is left; never negative. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, end - clock.nanoTime()));
    }

    boolean over() {
        return left().isZero();
    }
}
