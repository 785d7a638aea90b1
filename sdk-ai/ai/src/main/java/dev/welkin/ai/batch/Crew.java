package dev.welkin.ai.batch;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.batch.spi.BatchItem;
import dev.welkin.ai.batch.spi.BatchOutcome;
import dev.welkin.ai.batch.spi.BatchWorker;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Threads that take inputs until there are none. The calling thread is one of them, so that a run ends on an executor
 * without a free thread too. One crew runs once.
 */
final class Crew {
    /** How long those who work when the run is stopped may take to heed their interrupt. */
    private static final long SETTLE_SECONDS = 10;

    private final BatchWorker worker;
    private final Iterator<BatchItem> items;
    private final Consumer<BatchOutcome> outcomes;
    private final Set<Thread> helpers = new HashSet<>();
    private @Nullable Throwable failure;
    private boolean over;

    Crew(BatchWorker worker, Iterator<BatchItem> items, Consumer<BatchOutcome> outcomes) {
        this.worker = worker;
        this.items = items;
        this.outcomes = outcomes;
    }

    void run(Executor executor, int threads) {
        for (int i = 1; i < threads; i++) {
            executor.execute(this::help);
        }
        work();
        settle();
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private void help() {
        if (join()) {
            try {
                work();
            } finally {
                leave();
            }
        }
    }

    private void work() {
        try {
            for (BatchItem item = next(); item != null; item = next()) {
                tell(worker.process(item));
            }
        } catch (RuntimeException | Error e) {
            stop(e);
        }
    }

    private synchronized @Nullable BatchItem next() {
        if (failure != null) {
            return null;
        }
        try {
            return nextOrCancelled();
        } catch (RuntimeException | Error e) {
            stop(e);
            return null;
        }
    }

    private @Nullable BatchItem nextOrCancelled() {
        if (Thread.currentThread().isInterrupted()) {
            throw cancelled();
        }
        return items.hasNext() ? items.next() : null;
    }

    /** Nobody is told anything more once the consumer has thrown. */
    private synchronized void tell(BatchOutcome outcome) {
        if (failure != null) {
            return;
        }
        try {
            outcomes.accept(outcome);
        } catch (RuntimeException | Error e) {
            stop(e);
        }
    }

    private synchronized void stop(Throwable e) {
        if (failure == null) {
            failure = e;
            helpers.forEach(Thread::interrupt);
        }
    }

    private synchronized boolean join() {
        return !over && helpers.add(Thread.currentThread());
    }

    private synchronized void leave() {
        helpers.remove(Thread.currentThread());
        if (failure != null) {
            Thread.interrupted(); // our own; the thread goes back to its executor
        }
        notifyAll();
    }

    /** Waits for those who still work on their last input. */
    private synchronized void settle() {
        over = true;
        boolean interrupted = false;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SETTLE_SECONDS);
        while (!helpers.isEmpty() && (failure == null || System.nanoTime() < deadline)) {
            try {
                wait(TimeUnit.SECONDS.toMillis(1));
            } catch (InterruptedException e) {
                interrupted = true;
                stop(cancelled());
                deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SETTLE_SECONDS);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static CloudException cancelled() {
        return CloudException.of(
                ErrorCode.CANCELLED,
                "The batch was interrupted. Results that were written stay; run it again to go on");
    }
}
