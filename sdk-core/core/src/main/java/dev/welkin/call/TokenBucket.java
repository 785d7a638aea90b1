package dev.welkin.call;

import dev.welkin.time.CloudClock;
import java.time.Duration;
import java.util.Optional;

/**
 * Limits a rate: tokens flow in steadily up to a burst and are taken out before something is done. Since the true cost
 * of a call may be known only afterwards (the tokens of a chat), what was reserved is settled later: too much flows
 * back, too little becomes a debt that the next callers wait for. Safe for use by several threads.
 */
public final class TokenBucket {
    private final CloudClock clock;
    private final double perNano;
    private final double burst;
    private double level;
    private long filledAt;

    /**
     * Makes a full bucket.
     *
     * @param clock the clock it fills by
     * @param tokensPerSecond how many flow in; above 0
     * @param burst how many it holds; above 0
     */
    public TokenBucket(CloudClock clock, double tokensPerSecond, double burst) {
        this.clock = clock;
        this.perNano = tokensPerSecond / 1e9;
        this.burst = burst;
        this.level = burst;
        this.filledAt = clock.nanoTime();
    }

    /**
     * Takes tokens if they are there soon enough. The caller then waits for {@link Reservation#waitFor} before it goes
     * on. A demand above the burst is met once the bucket is full, and leaves a debt.
     *
     * @param tokens how many; not negative
     * @param atMost the longest wait the caller can afford
     * @return what was taken, or empty (and nothing taken) if the wait would be longer
     */
    public synchronized Optional<Reservation> reserve(double tokens, Duration atMost) {
        fill();
        double missing = Math.min(tokens, burst) - level;
        long wait = missing <= 0 ? 0 : (long) Math.ceil(missing / perNano);
        if (wait > atMost.toNanos()) {
            return Optional.empty();
        }
        level -= tokens;
        return Optional.of(new Reservation(tokens, Duration.ofNanos(wait)));
    }

    /**
     * Corrects a reservation once the true cost is known. Call it once, also after a failure (with 0 if nothing was
     * used).
     *
     * @param reservation what was reserved
     * @param used what was used in truth
     */
    public synchronized void settle(Reservation reservation, double used) {
        fill();
        level = Math.min(burst, level + reservation.tokens() - used);
    }

    /**
     * Returns what is in the bucket.
     *
     * @return the tokens; negative while a debt is being paid
     */
    public synchronized double level() {
        fill();
        return level;
    }

    private void fill() {
        long now = clock.nanoTime();
        level = Math.min(burst, level + (now - filledAt) * perNano);
        filledAt = now;
    }

    /**
     * Tokens that were taken.
     *
     * @param tokens how many
     * @param waitFor how long to wait before using them; zero if they were there
     */
    public record Reservation(double tokens, Duration waitFor) {}
}
