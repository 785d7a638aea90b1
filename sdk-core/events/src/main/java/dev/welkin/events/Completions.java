package dev.welkin.events;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Completes futures on the Cloud's executor, in order, so that code of a user never runs on a driver's thread. */
final class Completions {
    private final Executor executor;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean running = new AtomicBoolean();

    Completions(Executor executor) {
        this.executor = executor;
    }

    void add(Runnable completion) {
        waiting.add(completion);
        startIfIdle();
    }

    private void startIfIdle() {
        if (!running.get() && running.compareAndSet(false, true)) {
            start();
        }
    }

    /** An executor that takes nothing any more is shut down; who waits for a future must not wait for ever. */
    private void start() {
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            run();
        }
    }

    private void run() {
        for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
            next.run();
        }
        running.set(false);
        if (!waiting.isEmpty()) {
            startIfIdle();
        }
    }
}
