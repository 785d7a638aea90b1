package dev.welkin.compute.internal.local;

import dev.welkin.compute.spi.Task;
import dev.welkin.compute.spi.TaskEnd;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** A running process with all that it started. */
final class ProcessTask implements Task {
    private final String handle;
    private final ProcessHandle process;
    private final ProcessFamily family;
    private final Executor executor;
    private final CompletableFuture<TaskEnd> ended;
    private final AtomicBoolean stopped = new AtomicBoolean();

    /** Watches a process; {@code end} is asked once it and all it started are gone. */
    ProcessTask(String handle, ProcessHandle process, ProcessFamily family, Supplier<TaskEnd> end, Executor executor) {
        this.handle = handle;
        this.process = process;
        this.family = family;
        this.executor = executor;
        this.ended = process.onExit()
                .thenApplyAsync(
                        gone -> {
                            family.kill();
                            return end.get();
                        },
                        executor);
    }

    @Override
    public String handle() {
        return handle;
    }

    @Override
    public CompletableFuture<TaskEnd> ended() {
        return ended;
    }

    @Override
    public void stop(Duration grace) {
        if (stopped.compareAndSet(false, true)) {
            executor.execute(() -> askThenKill(grace));
        }
    }

    private void askThenKill(Duration grace) {
        if (!grace.isZero()) {
            family.terminate();
            awaitExit(grace);
        }
        family.kill();
    }

    private void awaitExit(Duration grace) {
        try {
            process.onExit().get(grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException stillThere) {
            // the kill that follows is for this case
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
