package dev.welkin.aws;

import dev.welkin.time.CloudClock;
import java.time.Duration;
import java.time.Instant;

/** A clock that stands still. */
record FixedClock(Instant now) implements CloudClock {
    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public void sleep(Duration wait) {
        throw new UnsupportedOperationException("nothing waits here");
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        throw new UnsupportedOperationException("nothing is scheduled here");
    }
}
