package dev.welkin.events;

/**
 * What a group has before it.
 *
 * @param waiting events not yet delivered, or given back
 * @param inFlight events delivered and not yet settled
 */
public record Depth(long waiting, long inFlight) {
    /**
     * Returns everything not yet acknowledged.
     *
     * @return the sum of both
     */
    public long total() {
        return waiting + inFlight;
    }
}
