package dev.welkin.internal.call;

import dev.welkin.time.CloudClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Lets so many attempts run at a time; the others wait their turn, first come first served. */
final class Bulkhead {
    private final CloudClock clock;
    private final int places;
    private final Deque<CompletableFuture<Boolean>> waiting = new ArrayDeque<>();
    private int taken;

    /** Makes a bulkhead; 0 places mean no limit. */
    Bulkhead(CloudClock clock, int places) {
        this.clock = clock;
        this.places = places;
    }

    /** Takes a place, waiting as long as that; false if none came free. */
    boolean enter(Duration atMost) throws InterruptedException {
        if (places == 0) {
            return true;
        }
        CompletableFuture<Boolean> turn = queue();
        if (turn.isDone()) {
            return true;
        }
        CloudClock.Timer timer = clock.schedule(atMost, () -> turn.complete(false));
        try {
            return turn.get();
        } catch (InterruptedException e) {
            giveUp(turn);
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a turn comes or does not, it never fails", e);
        } finally {
            timer.cancel();
        }
    }

    /** Hands the place to the next one. */
    void leave() {
        if (places > 0) {
            passOn();
        }
    }

    /** How many wait for a place. */
    synchronized int waiting() {
        return waiting.size();
    }

    private synchronized CompletableFuture<Boolean> queue() {
        CompletableFuture<Boolean> turn = new CompletableFuture<>();
        if (taken < places) {
            taken++;
            turn.complete(true);
        } else {
            waiting.add(turn);
        }
        return turn;
    }

    private synchronized void passOn() {
        for (CompletableFuture<Boolean> next = waiting.poll(); next != null; next = waiting.poll()) {
            if (next.complete(true)) {
                return;
            }
        }
        taken--;
    }

    /** A turn that came at the moment of the interrupt goes to the next one. */
    private void giveUp(CompletableFuture<Boolean> turn) {
        if (!turn.complete(false) && turn.join()) {
            passOn();
        }
    }
}
