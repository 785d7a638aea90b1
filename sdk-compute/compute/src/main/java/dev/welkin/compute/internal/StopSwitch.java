package dev.welkin.compute.internal;

import dev.welkin.compute.spi.Place;
import dev.welkin.compute.spi.Task;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Stops a job wherever it is: in the queue, between two attempts, or running. The first reason counts; none counts once
 * the program has ended. Safe for use by several threads.
 */
final class StopSwitch {
    /** How long a program may take to end by itself after it was asked to. */
    static final Duration GRACE = Duration.ofSeconds(2);

    private Reason reason = Reason.NONE;
    private boolean ended;
    private boolean abandoned;
    private @Nullable CompletableFuture<Place> waiting;
    private @Nullable Task running;
    private @Nullable Thread sleeping;

    synchronized Reason reason() {
        return reason;
    }

    synchronized boolean isRequested() {
        return reason != Reason.NONE;
    }

    /** Stops the job, unless it is stopped already or its program has ended. */
    void request(Reason wanted) {
        CompletableFuture<Place> queued;
        Task program;
        synchronized (this) {
            if (reason != Reason.NONE || ended || abandoned) {
                return;
            }
            reason = wanted;
            queued = waiting;
            program = running;
            if (sleeping != null) {
                sleeping.interrupt();
            }
        }
        act(queued, program);
    }

    private static void act(@Nullable CompletableFuture<Place> queued, @Nullable Task program) {
        if (queued != null) {
            queued.cancel(false);
        }
        if (program != null) {
            program.stop(GRACE);
        }
    }

    synchronized void abandon() {
        abandoned = true;
    }

    void whileWaiting(CompletableFuture<Place> place) {
        boolean late;
        synchronized (this) {
            waiting = place;
            late = reason != Reason.NONE;
        }
        if (late) {
            place.cancel(false);
        }
    }

    void whileRunning(Task program) {
        boolean late;
        synchronized (this) {
            running = program;
            late = reason != Reason.NONE;
        }
        if (late) {
            program.stop(GRACE);
        }
    }

    /** The program has ended: no reason counts from here on. False if the job is another JVM's to see to its end. */
    synchronized boolean programEnded() {
        ended = true;
        running = null;
        return !abandoned;
    }

    /** Runs a wait that a request interrupts. */
    void whileSleeping(Sleep sleep) throws InterruptedException {
        synchronized (this) {
            if (reason != Reason.NONE) {
                return;
            }
            sleeping = Thread.currentThread();
        }
        try {
            sleep.run();
        } finally {
            awake();
        }
    }

    /** An interrupt that came as the wait ended must not reach what this thread does next. */
    private synchronized void awake() {
        sleeping = null;
        if (reason != Reason.NONE) {
            Thread.interrupted();
        }
    }

    /** Another attempt begins: a time-out of the last one is over, a cancel is not. */
    synchronized void reset() {
        ended = false;
        waiting = null;
        reason = reason == Reason.TIMEOUT ? Reason.NONE : reason;
    }

    /** Why a job stops. */
    enum Reason {
        /** It does not. */
        NONE(""),
        /** Somebody cancelled it. */
        CANCEL("It was cancelled."),
        /** Its Compute was closed and it had not ended in time. */
        CLOSE("Its Compute was closed before it had ended; say detached() for a job that may outlive its JVM."),
        /** It ran too long. */
        TIMEOUT("It ran too long.");

        private final String message;

        Reason(String message) {
            this.message = message;
        }

        String message() {
            return message;
        }
    }

    /** A wait. */
    @FunctionalInterface
    interface Sleep {
        void run() throws InterruptedException;
    }
}
