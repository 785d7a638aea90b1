package dev.welkin.internal.call;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A call on another thread; cancelling it interrupts that thread while it is at this call, and never later. */
final class AsyncCall<T> extends CompletableFuture<T> implements Runnable {
    private final Supplier<T> call;
    private @Nullable Thread runner;

    AsyncCall(Supplier<T> call) {
        this.call = call;
    }

    @Override
    public void run() {
        if (!begin()) {
            return;
        }
        try {
            complete(call.get());
        } catch (Throwable e) {
            completeExceptionally(e);
        } finally {
            end();
        }
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        boolean cancelled = super.cancel(mayInterrupt);
        if (cancelled) {
            interrupt();
        }
        return cancelled;
    }

    private synchronized boolean begin() {
        if (isDone()) {
            return false;
        }
        runner = Thread.currentThread();
        return true;
    }

    /** The interrupt was meant for this call alone: the pool's thread goes on without it. */
    private synchronized void end() {
        runner = null;
        if (isCancelled()) {
            Thread.interrupted();
        }
    }

    private synchronized void interrupt() {
        if (runner != null) {
            runner.interrupt();
        }
    }
}
