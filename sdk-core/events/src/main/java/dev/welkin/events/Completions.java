package dev.welkin.events;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
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
            executor.execute(this::run);
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
