package dev.welkin.events.internal;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Ids unique among all programs: 80 random bits per instance, then a counter. */
public final class EventIds {
    private final String prefix;
    private final AtomicLong counter = new AtomicLong();

    /** Draws the random part. */
    public EventIds() {
        SecureRandom random = new SecureRandom();
        prefix = Long.toString(random.nextLong() >>> 1, 36) + Integer.toString(random.nextInt(1 << 17), 36) + "-";
    }

    /** Returns the next id. */
    public String next() {
        return prefix + counter.incrementAndGet();
    }
}
