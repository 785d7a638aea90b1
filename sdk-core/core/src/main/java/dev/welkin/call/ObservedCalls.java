package dev.welkin.call;

import dev.welkin.CallListener;
import dev.welkin.CallListener.CallInfo;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.CloudContext;
import dev.welkin.time.CloudClock;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Reports calls that no {@link CallPipeline} carries, because their portable type retries in a way of its own, to the
 * listener of their Cloud. Safe for use by several threads.
 */
public final class ObservedCalls {
    private final CallListener listener;
    private final CloudClock clock;
    private final String service;
    private final String backend;

    private ObservedCalls(CallListener listener, CloudClock clock, String service, String backend) {
        this.listener = listener;
        this.clock = clock;
        this.service = service;
        this.backend = backend;
    }

    /**
     * Makes the reporter of one backend.
     *
     * @param context whose listener is told
     * @param service for example {@code events}
     * @param backend the scheme
     * @return the reporter
     */
    public static ObservedCalls of(CloudContext context, String service, String backend) {
        return new ObservedCalls(context.listener(), context.clock(), service, backend);
    }

    /**
     * Makes a call and reports it.
     *
     * @param operation for example {@code publish}
     * @param resource what it is asked of
     * @param work makes the call
     * @param <T> the result's type
     * @return what the work returns; what it throws is reported and thrown on
     */
    public <T> T call(String operation, String resource, Supplier<T> work) {
        Running running = start(operation, resource);
        T result;
        try {
            result = work.get();
        } catch (CloudException e) {
            running.failed(e);
            throw e;
        } catch (RuntimeException | Error e) {
            running.failed(CloudException.of(
                    ErrorCode.INTERNAL, operation + " on " + backend + " failed unexpectedly: " + e.getClass(), e));
            throw e;
        }
        running.succeeded();
        return result;
    }

    /**
     * Reports that a call begins, with its first attempt.
     *
     * @param operation for example {@code handle}
     * @param resource what it is asked of
     * @return the call; it must be ended exactly once
     */
    public Running start(String operation, String resource) {
        return new Running(new CallInfo(service, backend, operation, resource)).begin();
    }

    /** A call that was begun. Used by one thread at a time. */
    public final class Running {
        private final CallInfo info;
        private final long start = clock.nanoTime();
        private int attempts = 1;

        private Running(CallInfo info) {
            this.info = info;
        }

        private Running begin() {
            listener.onStart(info);
            listener.onAttempt(info, 1);
            return this;
        }

        /**
         * Reports that an attempt failed and another will follow.
         *
         * @param delay the wait before it
         * @param failure why the last one failed
         */
        public void retried(Duration delay, CloudException failure) {
            listener.onRetry(info, attempts, delay, failure);
        }

        /** Reports that a further attempt begins. */
        public void again() {
            attempts++;
            listener.onAttempt(info, attempts);
        }

        /** Ends the call well. */
        public void succeeded() {
            listener.onSuccess(info, attempts, took());
        }

        /**
         * Ends the call.
         *
         * @param failure what the caller gets
         */
        public void failed(CloudException failure) {
            listener.onFailure(info, took(), failure);
        }

        private Duration took() {
            return Duration.ofNanos(clock.nanoTime() - start);
        }
    }
}
