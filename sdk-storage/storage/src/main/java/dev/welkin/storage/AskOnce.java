package dev.welkin.storage;

import dev.welkin.CloudException;
import dev.welkin.call.Attempt;
import dev.welkin.call.Call;
import dev.welkin.call.CallPipeline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The pipeline above drivers that have pipelines of their own: every call is made once, and they see to the rest. */
final class AskOnce implements CallPipeline {
    private static final Attempt ONLY = Attempt.only(Duration.ofDays(1));

    private final Executor executor;

    AskOnce(Executor executor) {
        this.executor = executor;
    }

    @Override
    public <T> T call(Call call, DriverCall<T> driver) {
        try {
            return driver.run(ONLY);
        } catch (InterruptedException e) {
            throw CloudException.interrupted(call.info().operation(), e);
        }
    }

    @Override
    public <T> CompletableFuture<T> callAsync(Call call, DriverCall<T> driver) {
        return CompletableFuture.supplyAsync(() -> call(call, driver), executor);
    }
}
