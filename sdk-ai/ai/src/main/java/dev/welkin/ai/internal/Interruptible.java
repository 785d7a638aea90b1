package dev.welkin.ai.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Runs blocking work so that cancelling its future interrupts it. */
public final class Interruptible {
    private Interruptible() {}

    /** Starts the work. */
    public static <T> CompletableFuture<T> run(Executor executor, Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        FutureTask<Boolean> task = new FutureTask<>(() -> complete(result, work));
        result.whenComplete((value, failure) -> {
            if (result.isCancelled()) {
                task.cancel(true);
            }
        });
        executor.execute(task);
        return result;
    }

    private static <T> boolean complete(CompletableFuture<T> result, Supplier<T> work) {
        try {
            return result.complete(work.get());
        } catch (RuntimeException e) {
            return result.completeExceptionally(e);
        }
    }
}
