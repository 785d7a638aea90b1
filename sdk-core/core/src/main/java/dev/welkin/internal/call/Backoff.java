package dev.welkin.internal.call;

import dev.welkin.CloudException;
import dev.welkin.call.ResilienceOptions;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before an attempt: exponential with jitter, and never less than the provider asked for. */
final class Backoff {
    private final double initial;
    private final double max;
    private final double jitter;
    private final RandomGenerator random;

    Backoff(ResilienceOptions options, RandomGenerator random) {
        this.initial = options.initialBackoff().toNanos();
        this.max = options.maxBackoff().toNanos();
        this.jitter = options.jitter();
        this.random = random;
    }

    /** The wait after the attempt of this number. */
    Duration after(int attempt, CloudException failure) {
        Duration own = Duration.ofNanos(jittered(exponential(attempt)));
        return failure.retryAfter().filter(asked -> asked.compareTo(own) > 0).orElse(own);
    }

    private double exponential(int attempt) {
        return Math.min(max, initial * Math.pow(2, attempt - 1));
    }

    private long jittered(double full) {
        return (long) (full * (1 - jitter * random.nextDouble()));
    }
}
