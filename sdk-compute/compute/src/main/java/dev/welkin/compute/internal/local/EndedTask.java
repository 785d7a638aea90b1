package dev.welkin.compute.internal.local;

import dev.welkin.compute.spi.Task;
import dev.welkin.compute.spi.TaskEnd;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A program that has ended already, or could not begin. */
record EndedTask(String handle, TaskEnd end) implements Task {
    @Override
    public CompletableFuture<TaskEnd> ended() {
        return CompletableFuture.completedFuture(end);
    }

    @Override
    public void stop(Duration grace) {
        // nothing runs
    }
}
