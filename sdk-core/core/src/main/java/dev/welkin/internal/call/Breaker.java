package dev.welkin.internal.call;

import dev.welkin.CallListener;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.ResilienceOptions;
import dev.welkin.time.CloudClock;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops asking an endpoint that mostly fails. Counts attempts; a provider's orderly refusal is no failure. */
final class Breaker {
    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);
    private static final Set<ErrorCode> FAILURES =
            EnumSet.of(ErrorCode.UNAVAILABLE, ErrorCode.TIMEOUT, ErrorCode.TRUNCATED, ErrorCode.INTERNAL);
    private static final Set<ErrorCode> NEUTRAL =
            EnumSet.of(ErrorCode.CANCELLED, ErrorCode.OVERLOADED, ErrorCode.RATE_LIMITED, ErrorCode.CLOSED);
    private static final int TRIALS = 3;
    private static final long WARN_EVERY = TimeUnit.MINUTES.toNanos(1);

    private final String endpoint;
    private final CloudClock clock;
    private final CallListener listener;
    private final Duration open;
    private final CircuitBreaker breaker;
    private long warnedAt;
    private boolean warned;

    Breaker(String endpoint, ResilienceOptions options, CloudClock clock, CallListener listener) {
        this.endpoint = endpoint;
        this.clock = clock;
        this.listener = listener;
        this.open = options.breakerOpen();
        this.breaker = CircuitBreaker.of(endpoint, config(options, clock));
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == State.OPEN) {
                opened();
            }
        });
    }

    /** Lets an attempt through or refuses it. What went through ends with {@link #succeeded} or {@link #failed}. */
    void enter() {
        if (!breaker.tryAcquirePermission()) {
            throw CloudException.builder(
                            ErrorCode.OVERLOADED,
                            endpoint + " failed too often of late; it is asked again at most " + open.toSeconds()
                                    + " s after the breaker opened. Nothing was sent.")
                    .reason("breaker_open")
                    .build();
        }
    }

    void succeeded(long nanos) {
        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    }

    void failed(long nanos, CloudException failure) {
        if (FAILURES.contains(failure.code())) {
            breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
        } else if (NEUTRAL.contains(failure.code())) {
            breaker.releasePermission();
        } else {
            breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** What was let through was never sent. */
    void withdrawn() {
        breaker.releasePermission();
    }

    private void opened() {
        String message = "The breaker of " + endpoint + " opened: too many of its latest attempts failed. Calls are"
                + " refused for " + open.toSeconds() + " s; see the failures of its calls for the cause.";
        listener.onNotice("breaker_open", message);
        if (mayWarn()) {
            LOG.warn(message);
        }
    }

    private synchronized boolean mayWarn() {
        long now = clock.nanoTime();
        boolean may = !warned || now - warnedAt >= WARN_EVERY;
        if (may) {
            warned = true;
            warnedAt = now;
        }
        return may;
    }

    private static CircuitBreakerConfig config(ResilienceOptions options, CloudClock clock) {
        return CircuitBreakerConfig.custom()
                .slidingWindow(options.breakerWindow(), options.breakerMinimumAttempts(), SlidingWindowType.COUNT_BASED)
                .failureRateThreshold((float) (options.breakerFailureRate() * 100))
                .waitDurationInOpenState(options.breakerOpen())
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .writableStackTraceEnabled(false)
                .clock(new Time(clock))
                .build();
    }

    /** A Cloud's clock as the JDK's type. */
    private static final class Time extends Clock {
        private final CloudClock clock;

        private Time(CloudClock clock) {
            this.clock = clock;
        }

        @Override
        public Instant instant() {
            return clock.now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
