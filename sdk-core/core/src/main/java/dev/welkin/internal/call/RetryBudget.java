package dev.welkin.internal.call;

import dev.welkin.time.CloudClock;

/**
 * Bounds retries of one endpoint to a share of its calls plus a few, so that an outage is not answered with a multiple
 * of the usual load. Fills by one retry a second too, for programs that call rarely.
 */
final class RetryBudget {
    private static final double PER_NANO = 1e-9;

    private final CloudClock clock;
    private final double share;
    private final double reserve;
    private double level;
    private long filledAt;
    private volatile boolean full = true;

    RetryBudget(CloudClock clock, double share, int reserve) {
        this.clock = clock;
        this.share = share;
        this.reserve = reserve;
        this.level = reserve;
    }

    /** Counts a call. */
    void called() {
        if (!full) { // the usual case costs one read
            deposit();
        }
    }

    /** Takes one retry, if there is one. */
    synchronized boolean take() {
        long now = clock.nanoTime();
        level = full ? reserve : Math.min(reserve, level + (now - filledAt) * PER_NANO);
        filledAt = now;
        boolean taken = level >= 1;
        level -= taken ? 1 : 0;
        full = false;
        return taken;
    }

    private synchronized void deposit() {
        level = Math.min(reserve, level + share);
        full = level >= reserve;
    }
}
