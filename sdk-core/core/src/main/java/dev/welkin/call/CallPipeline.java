package dev.welkin.call;

import dev.welkin.CloudException;
import java.util.concurrent.CompletableFuture;

/**
 * Carries calls to one endpoint: deadline, one retry loop with budget and Retry-After, circuit breaker, limiter,
 * attempt time-out. Safe for use by several threads.
 */
public interface CallPipeline {
    /**
     * Makes a call and waits for it.
     *
     * @param call what is asked
     * @param driver makes one attempt; called on the calling thread, once per attempt
     * @param <T> the result's type
     * @return the driver's result
     * @throws CloudException what the driver threw at last, with the count of attempts; or TIMEOUT, OVERLOADED or
     *     CANCELLED from the pipeline itself; any other exception of the driver becomes INTERNAL
     */
    <T> T call(Call call, DriverCall<T> driver);

    /**
     * Makes a call on the Cloud's executor.
     *
     * @param call what is asked
     * @param driver makes one attempt
     * @param <T> the result's type
     * @return completes as {@link #call} returns or throws; cancelling it interrupts the attempt
     */
    <T> CompletableFuture<T> callAsync(Call call, DriverCall<T> driver);

    /**
     * One attempt of a call.
     *
     * @param <T> the result's type
     */
    @FunctionalInterface
    interface DriverCall<T> {
        /**
         * Asks the provider once.
         *
         * @param attempt which attempt this is and how long it may take
         * @return the result
         * @throws CloudException for what the provider answered
         * @throws InterruptedException if the thread was interrupted
         */
        T run(Attempt attempt) throws InterruptedException;
    }
}
