package dev.welkin.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.CallListener;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Call;
import dev.welkin.call.ResilienceOptions;
import dev.welkin.time.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class ResilientPipelinePropertyTest {
    private static final Call READ = Call.repeatable("storage", "s3", "get", "photos/a");

    @Property(tries = 200)
    void aCallNeverTriesMoreOftenThanAllowedNorWaitsBeyondItsDeadline(
            @ForAll @IntRange(min = 1, max = 8) int maxAttempts,
            @ForAll @LongRange(min = 1, max = 5_000) long timeoutMillis,
            @ForAll @Size(max = 10) List<@IntRange(max = 4_000) Integer> retryAfterMillis,
            @ForAll long seed) {
        ManualClock clock = new ManualClock();
        ResilienceOptions options = ResilienceOptions.defaults().toBuilder()
                .maxAttempts(maxAttempts)
                .build();
        ResilientPipeline pipeline = pipeline(options, clock, seed);
        Duration timeout = Duration.ofMillis(timeoutMillis);
        AtomicInteger attempts = new AtomicInteger();
        long start = clock.nanoTime();
        try {
            pipeline.call(READ.withTimeout(timeout), attempt -> {
                int made = attempts.incrementAndGet();
                assertThat(attempt.callTimeLeft()).isPositive();
                if (made <= retryAfterMillis.size()) {
                    throw limited(retryAfterMillis.get(made - 1));
                }
                return made;
            });
        } catch (CloudException e) {
            assertThat(e.attempts()).isEqualTo(attempts.get());
        }
        assertThat(attempts.get()).isBetween(1, maxAttempts);
        assertThat(clock.nanoTime() - start).isLessThan(timeout.toNanos());
    }

    @Property(tries = 50)
    void aStormOfThrottlingIsAmplifiedByAFifthAtMost(
            @ForAll @IntRange(min = 200, max = 2_000) int calls, @ForAll long seed) {
        ManualClock clock = new ManualClock();
        ResilientPipeline pipeline = pipeline(ResilienceOptions.defaults(), clock, seed);
        AtomicInteger attempts = new AtomicInteger();
        for (int i = 0; i < calls; i++) {
            try {
                pipeline.call(READ, attempt -> {
                    attempts.incrementAndGet();
                    throw limited(0);
                });
            } catch (CloudException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.RATE_LIMITED);
            }
        }
        assertThat(attempts.get()).isGreaterThan(calls).isLessThanOrEqualTo((int) (calls * 1.2));
    }

    @Property(tries = 100)
    void backOffStaysBetweenHalfAndWhole(@ForAll @IntRange(min = 1, max = 60) int attempt, @ForAll long seed) {
        Backoff backoff = new Backoff(ResilienceOptions.defaults(), new Random(seed));
        long whole = (long) Math.min(20_000, 100 * Math.pow(2, attempt - 1));
        CloudException failure = CloudException.of(ErrorCode.UNAVAILABLE, "scripted");
        assertThat(backoff.after(attempt, failure)).isBetween(Duration.ofMillis(whole / 2), Duration.ofMillis(whole));
    }

    private static ResilientPipeline pipeline(ResilienceOptions options, ManualClock clock, long seed) {
        return new ResilientPipeline("s3:photos", options, clock, Runnable::run, CallListener.NONE, new Random(seed));
    }

    private static CloudException limited(int retryAfterMillis) {
        return CloudException.builder(ErrorCode.RATE_LIMITED, "slow down")
                .retryAfter(Duration.ofMillis(retryAfterMillis))
                .build();
    }
}
