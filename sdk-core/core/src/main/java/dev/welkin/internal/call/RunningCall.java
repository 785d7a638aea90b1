package dev.welkin.internal.call;

import dev.welkin.CallListener.CallInfo;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.call.Call;
import dev.welkin.call.CallPipeline.DriverCall;
import dev.welkin.call.TokenBucket.Reservation;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call on its way through the pipeline. Used by one thread. */
final class RunningCall<T> {
    private final ResilientPipeline pipeline;
    private final Call call;
    private final DriverCall<T> driver;
    private final long start;
    private final Duration timeout;
    private int attempts;
    private boolean sent;
    private boolean outcomeUnknown;
    private @Nullable CloudException last;

    RunningCall(ResilientPipeline pipeline, Call call, DriverCall<T> driver) {
        this.pipeline = pipeline;
        this.call = call;
        this.driver = driver;
        this.start = pipeline.clock.nanoTime();
        this.timeout = call.timeout() == null ? pipeline.options.callTimeout() : call.timeout();
    }

    T run() {
        pipeline.listener.onStart(call.info());
        try {
            pipeline.budget.called();
            T result = untilDone();
            pipeline.listener.onSuccess(call.info(), attempts, took());
            return result;
        } catch (CloudException e) {
            pipeline.listener.onFailure(call.info(), took(), e);
            throw e;
        } catch (Error e) {
            pipeline.listener.onFailure(call.info(), took(), unexpected(e));
            throw e;
        }
    }

    private T untilDone() {
        while (true) {
            try {
                return attempt();
            } catch (CloudException e) {
                prepareRetry(e);
            }
        }
    }

    private T attempt() {
        sent = false;
        admit();
        try {
            sent = true;
            return send();
        } finally {
            pipeline.bulkhead.leave();
        }
    }

    /** Passes breaker and limits, or throws with nothing sent and nothing held. */
    private void admit() {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted(new InterruptedException("interrupted before an attempt"));
        }
        pipeline.breaker.enter();
        boolean admitted = false;
        try {
            awaitTurn();
            admitted = true;
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            if (!admitted) {
                pipeline.breaker.withdrawn();
            }
        }
    }

    /** Waits for a place and for the rate, inside the deadline. */
    private void awaitTurn() throws InterruptedException {
        if (!pipeline.bulkhead.enter(left())) {
            throw overloaded("none of " + pipeline.options.maxConcurrent() + " places came free", "bulkhead_full");
        }
        boolean inRate = false;
        try {
            awaitRate();
            inRate = true;
        } finally {
            if (!inRate) {
                pipeline.bulkhead.leave();
            }
        }
    }

    private void awaitRate() throws InterruptedException {
        if (pipeline.rate == null) {
            return;
        }
        Optional<Reservation> turn = pipeline.rate.reserve(1, left());
        if (turn.isEmpty()) {
            throw overloaded("the limit of " + pipeline.options.callsPerSecond() + " calls a second", "rate_limit");
        }
        if (!turn.get().waitFor().isZero()) {
            pipeline.clock.sleep(turn.get().waitFor());
        }
    }

    private T send() {
        attempts++;
        pipeline.listener.onAttempt(call.info(), attempts);
        long began = pipeline.clock.nanoTime();
        try {
            T result = driver.run(describe());
            pipeline.breaker.succeeded(pipeline.clock.nanoTime() - began);
            return result;
        } catch (Throwable e) {
            CloudException failure = failure(e);
            pipeline.breaker.failed(pipeline.clock.nanoTime() - began, failure);
            if (e instanceof Error error) {
                throw error;
            }
            throw failure;
        }
    }

    private Attempt describe() {
        if (attempts == 1 && call.timeout() == null && pipeline.rate == null && pipeline.options.maxConcurrent() == 0) {
            return pipeline.first; // nothing has been waited for yet
        }
        Duration left = left();
        return new Attempt(attempts, less(pipeline.options.attemptTimeout(), left), left, outcomeUnknown);
    }

    private CloudException failure(Throwable e) {
        if (e instanceof CloudException known) {
            return known;
        }
        if (e instanceof InterruptedException interrupt) {
            return interrupted(interrupt);
        }
        return unexpected(e);
    }

    /** Waits for the next attempt, or throws what the caller gets if there is none. */
    private void prepareRetry(CloudException failure) {
        if (!sent) {
            throw last == null ? told(failure, "") : told(last, "; no further attempt: " + failure.getMessage());
        }
        last = failure;
        outcomeUnknown |= failure.outcomeUnknown();
        if (!failure.retryable() || (failure.outcomeUnknown() && !call.repeatable())) {
            throw told(failure, "");
        }
        if (attempts >= pipeline.options.maxAttempts()) {
            throw told(failure, "; gave up after " + attempts + " attempts");
        }
        Duration delay = pipeline.backoff.after(attempts, failure);
        requireTime(delay, failure);
        requireBudget(failure);
        pause(delay, failure);
    }

    private void requireTime(Duration delay, CloudException failure) {
        if (delay.compareTo(left()) >= 0) {
            throw told(
                    failure,
                    "; gave up after attempt " + attempts + ": the next one, in " + delay.toMillis()
                            + " ms, does not fit into the call's " + timeout.toMillis() + " ms");
        }
    }

    private void requireBudget(CloudException failure) {
        if (!pipeline.budget.take()) {
            throw finish(
                    failure.toBuilder().reason("retry_budget"),
                    failure,
                    "; not retried: too many calls of this endpoint are being retried already");
        }
    }

    private void pause(Duration delay, CloudException failure) {
        pipeline.listener.onRetry(call.info(), attempts, delay, failure);
        try {
            pipeline.clock.sleep(delay);
        } catch (InterruptedException e) {
            throw told(interrupted(e), "");
        }
    }

    private CloudException told(CloudException failure, String more) {
        return finish(failure.toBuilder(), failure, more);
    }

    /** Completes a failure with what only the pipeline knows. */
    private CloudException finish(CloudException.Builder builder, CloudException failure, String more) {
        CallInfo info = call.info();
        return builder.message(failure.getMessage() + more)
                .provider(failure.provider().orElse(info.backend()))
                .operation(failure.operation().orElse(info.service() + "." + info.operation()))
                .resource(failure.resource().orElse(info.resource()))
                .outcomeUnknown(outcomeUnknown || failure.outcomeUnknown())
                .attempts(attempts)
                .build();
    }

    private CloudException overloaded(String what, String reason) {
        return CloudException.builder(
                        ErrorCode.OVERLOADED,
                        call.info().operation() + ": " + what + " within the call's time. Nothing was sent.")
                .reason(reason)
                .build();
    }

    private CloudException interrupted(InterruptedException e) {
        return CloudException.interrupted(call.info().operation(), e).toBuilder()
                .outcomeUnknown(sent)
                .build();
    }

    private CloudException unexpected(Throwable e) {
        return CloudException.of(
                ErrorCode.INTERNAL,
                call.info().operation() + " on " + call.info().backend() + " failed unexpectedly: "
                        + e.getClass().getName(),
                e);
    }

    private Duration took() {
        return Duration.ofNanos(pipeline.clock.nanoTime() - start);
    }

    private Duration left() {
        return timeout.minusNanos(pipeline.clock.nanoTime() - start);
    }

    static Duration less(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
