package dev.welkin.ai.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** The future of blocking work; cancelling it interrupts the work. */
public final class Interruptible<T> extends CompletableFuture<T> {
    private final FutureTask<Boolean> task;

    private Interruptible(Supplier<T> work) {
        task = new FutureTask<>(() -> completeWith(work));
    }

    /** Starts the work. */
    public static <T> CompletableFuture<T> run(Executor executor, Supplier<T> work) {
        Interruptible<T> future = new Interruptible<>(work);
        executor.execute(future.task);
        return future;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        task.cancel(true);
        return cancelled;
    }

    private boolean completeWith(Supplier<T> work) {
        try {
            return complete(work.get());
        } catch (RuntimeException e) {
            return completeExceptionally(e);
        }
    }
}
