package dev.welkin.internal.call;

import dev.welkin.CallListener;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.call.Call;
import dev.welkin.call.CallPipeline;
import dev.welkin.call.ResilienceOptions;
import dev.welkin.call.TokenBucket;
import dev.welkin.time.CloudClock;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The pipeline of one endpoint: holds what its calls share; each call is a {@link RunningCall}. */
public final class ResilientPipeline implements CallPipeline {
    final ResilienceOptions options;
    final CloudClock clock;
    final CallListener listener;
    final RetryBudget budget;
    final Backoff backoff;
    final Breaker breaker;
    final Bulkhead bulkhead;
    final @Nullable TokenBucket rate;
    final Attempt first;
    private final Executor executor;

    /** Makes the pipeline of an endpoint, with fresh jitter. The listener throws nothing. */
    public ResilientPipeline(
            String endpoint, ResilienceOptions options, CloudClock clock, Executor executor, CallListener listener) {
        this(endpoint, options, clock, executor, listener, new Random());
    }

    ResilientPipeline(
            String endpoint,
            ResilienceOptions options,
            CloudClock clock,
            Executor executor,
            CallListener listener,
            RandomGenerator random) {
        this.options = options;
        this.clock = clock;
        this.executor = executor;
        this.listener = listener;
        this.budget = new RetryBudget(clock, options.retryShare(), options.retryReserve());
        this.backoff = new Backoff(options, random);
        this.breaker = new Breaker(endpoint, options, clock, this.listener);
        this.bulkhead = new Bulkhead(clock, options.maxConcurrent());
        this.rate = options.callsPerSecond() == 0
                ? null
                : new TokenBucket(clock, options.callsPerSecond(), Math.max(1, options.callsPerSecond()));
        this.first = new Attempt(
                1, RunningCall.less(options.attemptTimeout(), options.callTimeout()), options.callTimeout(), false);
    }

    @Override
    public <T> T call(Call call, DriverCall<T> driver) {
        return new RunningCall<>(this, call, driver).run();
    }

    @Override
    public <T> CompletableFuture<T> callAsync(Call call, DriverCall<T> driver) {
        AsyncCall<T> async = new AsyncCall<>(() -> call(call, driver));
        try {
            executor.execute(async);
        } catch (RejectedExecutionException e) {
            async.completeExceptionally(CloudException.builder(
                            ErrorCode.OVERLOADED,
                            call.info().operation() + ": the executor takes no more work. Nothing was sent.")
                    .reason("executor_full")
                    .cause(e)
                    .build());
        } catch (CloudException e) {
            async.completeExceptionally(e); // the Cloud is closed, or its executor is full
        }
        return async;
    }
}
