package dev.welkin.internal;

import dev.welkin.CloudException;
import dev.welkin.call.Attempt;
import dev.welkin.call.Call;
import dev.welkin.call.CallPipeline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** One attempt and no more. */
final class DirectPipeline implements CallPipeline {
    private final Executor executor;

    DirectPipeline(Executor executor) {
        this.executor = executor;
    }

    @Override
    public <T> T call(Call call, DriverCall<T> driver) {
        try {
            return driver.run(Attempt.only(Duration.ofSeconds(30)));
        } catch (InterruptedException e) {
            throw CloudException.interrupted(call.info().operation(), e);
        }
    }

    @Override
    public <T> CompletableFuture<T> callAsync(Call call, DriverCall<T> driver) {
        return CompletableFuture.supplyAsync(() -> call(call, driver), executor);
    }
}
