package dev.welkin.storage;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs the parts of one transfer, several at once, on the Cloud's executor. The thread that waits for a part which
 * nobody has begun runs it itself, so that a transfer ends on an executor of one thread too, even when it was started
 * there. For one thread.
 *
 * @param <T> what a part gives
 */
final class PartTasks<T> implements AutoCloseable {
    private static final int ALL = 1_000_000;
    private static final long SETTLE_SECONDS = 10;

    private final Executor executor;
    private final int parallel;
    private final Consumer<T> done;
    private final Queue<FutureTask<T>> open = new ArrayDeque<>();
    private final Semaphore running = new Semaphore(ALL);

    /** Hands each result to a consumer, in the order of submission. */
    PartTasks(Executor executor, int parallel, Consumer<T> done) {
        this.executor = executor;
        this.parallel = parallel;
        this.done = done;
    }

    /** Waits until fewer parts than allowed are open, then starts one more. */
    void submit(Callable<T> part) {
        while (open.size() >= parallel) {
            awaitOldest();
        }
        FutureTask<T> task = new FutureTask<>(() -> run(part));
        open.add(task);
        if (parallel > 1) {
            executor.execute(task);
        }
    }

    /** Waits for all parts. */
    void await() {
        while (!open.isEmpty()) {
            awaitOldest();
        }
    }

    /** Stops what still runs, and waits until it has stopped. */
    @Override
    public void close() {
        open.forEach(task -> task.cancel(true));
        boolean interrupted = Thread.interrupted();
        try {
            if (running.tryAcquire(ALL, SETTLE_SECONDS, TimeUnit.SECONDS)) {
                running.release(ALL);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private T run(Callable<T> part) throws Exception {
        running.acquireUninterruptibly();
        try {
            return part.call();
        } finally {
            running.release();
        }
    }

    private void awaitOldest() {
        FutureTask<T> oldest = open.element();
        oldest.run(); // does nothing if another thread has begun it
        try {
            done.accept(oldest.get());
        } catch (InterruptedException e) {
            throw CloudException.interrupted("wait for a part", e);
        } catch (CancellationException e) {
            throw CloudException.of(ErrorCode.CANCELLED, "The transfer was cancelled", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CloudException failure
                    ? failure
                    : CloudException.of(ErrorCode.INTERNAL, "A part failed: " + e.getCause(), e);
        }
        open.remove();
    }
}
