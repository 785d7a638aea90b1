package dev.welkin.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.welkin.CallListener;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.call.Call;
import dev.welkin.call.ResilienceOptions;
import dev.welkin.internal.Listeners;
import dev.welkin.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ResilientPipelineTest {
    private static final Call READ = Call.repeatable("storage", "s3", "get", "photos/a");
    private static final Call CHAT = Call.once("ai", "openai", "chat", "model");
    private static final ResilienceOptions DEFAULTS = ResilienceOptions.defaults();

    private final ManualClock clock = new ManualClock();
    private final Instant start = clock.now();
    private final Recorder recorder = new Recorder();
    private final List<Attempt> attempts = new ArrayList<>();

    @Test
    void aSuccessfulCallIsOneAttempt() {
        assertThat(pipeline(DEFAULTS).<String>call(READ, attempt -> "answer")).isEqualTo("answer");
        assertThat(recorder.events).containsExactly("start", "attempt 1", "success after 1");
        assertThat(clock.now()).isEqualTo(start);
    }

    @Test
    void anAttemptKnowsItsTimes() {
        answer(pipeline(DEFAULTS), READ);
        answer(pipeline(DEFAULTS), READ.withTimeout(Duration.ofSeconds(10)));
        assertThat(attempts)
                .containsExactly(
                        new Attempt(1, Duration.ofSeconds(30), Duration.ofMinutes(2), false),
                        new Attempt(1, Duration.ofSeconds(10), Duration.ofSeconds(10), false));
    }

    @Test
    void aFailedReadIsRetriedWithGrowingWaits() {
        ResilientPipeline pipeline = pipeline(DEFAULTS.toBuilder().jitter(0).build());
        answer(pipeline, READ, unavailable(), unavailable(), unavailable());
        assertThat(recorder.events)
                .containsExactly(
                        "start",
                        "attempt 1",
                        "retry 1 in 100 ms",
                        "attempt 2",
                        "retry 2 in 200 ms",
                        "attempt 3",
                        "retry 3 in 400 ms",
                        "attempt 4",
                        "success after 4");
        assertThat(Duration.between(start, clock.now())).isEqualTo(Duration.ofMillis(700));
    }

    @Test
    void theLastFailureIsThrownWithWhatWasDone() {
        CloudException e = failure(() -> pipeline(DEFAULTS).call(READ, a -> {
            throw unavailable();
        }));
        assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(e.attempts()).isEqualTo(5);
        assertThat(e.provider()).contains("s3");
        assertThat(e.operation()).contains("storage.get");
        assertThat(e.resource()).contains("photos/a");
        assertThat(e).hasMessageContaining("gave up after 5 attempts");
        assertThat(recorder.events).last().isEqualTo("failure UNAVAILABLE");
    }

    @Test
    void aFailureThatARetryCannotCureIsThrownAtOnce() {
        CloudException e = failure(() -> answer(pipeline(DEFAULTS), READ, of(ErrorCode.NOT_FOUND)));
        assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(e.attempts()).isEqualTo(1);
    }

    @Test
    void aProvidersRetryAfterIsKept() {
        CloudException limited = CloudException.builder(ErrorCode.RATE_LIMITED, "slow down")
                .retryAfter(Duration.ofSeconds(7))
                .build();
        answer(pipeline(DEFAULTS), CHAT, limited);
        assertThat(Duration.between(start, clock.now())).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aRetryThatDoesNotFitTheDeadlineIsNotWaitedFor() {
        CloudException limited = CloudException.builder(ErrorCode.RATE_LIMITED, "slow down")
                .retryAfter(Duration.ofSeconds(7))
                .build();
        CloudException e = failure(() -> answer(pipeline(DEFAULTS), READ.withTimeout(Duration.ofSeconds(7)), limited));
        assertThat(e.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(e).hasMessageContaining("does not fit");
        assertThat(clock.now()).isEqualTo(start);
    }

    @Test
    void whatMustNotHappenTwiceIsNotRepeatedAfterALostReply() {
        CloudException e = failure(() -> answer(pipeline(DEFAULTS), CHAT, unavailable()));
        assertThat(e.attempts()).isEqualTo(1);
        assertThat(e.outcomeUnknown()).isTrue();
    }

    @Test
    void whatMustNotHappenTwiceIsRepeatedIfNothingWasSent() {
        CloudException refused = unavailable().toBuilder().outcomeUnknown(false).build();
        answer(pipeline(DEFAULTS), CHAT, refused, of(ErrorCode.RATE_LIMITED));
        assertThat(attempts).extracting(Attempt::number).containsExactly(1, 2, 3);
        assertThat(attempts).extracting(Attempt::outcomeUnknown).containsExactly(false, false, false);
    }

    @Test
    void aRetryAfterALostReplyKnowsThatTheOutcomeIsUnknown() {
        answer(pipeline(DEFAULTS), READ, unavailable(), of(ErrorCode.RATE_LIMITED));
        assertThat(attempts).extracting(Attempt::outcomeUnknown).containsExactly(false, true, true);
    }

    @Test
    void anExceptionOfADriverIsInternalAndKeepsItsCause() {
        IllegalStateException defect = new IllegalStateException("a defect");
        CloudException e = failure(() -> pipeline(DEFAULTS).call(READ, a -> {
            throw defect;
        }));
        assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(e).hasCause(defect);
        assertThat(e.attempts()).isEqualTo(1);
    }

    @Test
    void anErrorPassesThroughAndIsReported() {
        AssertionError error = new AssertionError("out of order");
        assertThat(catchThrowableOfType(
                        AssertionError.class,
                        () -> pipeline(DEFAULTS).call(READ, a -> {
                            throw error;
                        })))
                .isSameAs(error);
        assertThat(recorder.events).last().isEqualTo("failure INTERNAL");
    }

    @Test
    void aSubclassKeepsItsDataThroughThePipeline() {
        CloudException e = failure(() -> answer(pipeline(DEFAULTS), READ, new Numbered(42)));
        assertThat(e)
                .isInstanceOfSatisfying(
                        Numbered.class, n -> assertThat(n.number).isEqualTo(42));
        assertThat(e.attempts()).isEqualTo(1);
    }

    @Test
    void anEmptyRetryBudgetFailsFast() {
        ResilienceOptions options =
                DEFAULTS.toBuilder().retryReserve(1).retryShare(0).build();
        ResilientPipeline pipeline = pipeline(options);
        answer(pipeline, READ, unavailable());
        CloudException e = failure(() -> answer(pipeline, READ, unavailable()));
        assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(e.reason()).isEqualTo("retry_budget");
        assertThat(e.attempts()).isEqualTo(1);
    }

    @Test
    void theRetryBudgetFillsWithTime() {
        ResilienceOptions options =
                DEFAULTS.toBuilder().retryReserve(1).retryShare(0).build();
        ResilientPipeline pipeline = pipeline(options);
        answer(pipeline, READ, unavailable());
        clock.advance(Duration.ofSeconds(1));
        answer(pipeline, READ, unavailable());
        assertThat(attempts).hasSize(4);
    }

    @Test
    void aBreakerOpensAfterManyFailuresAndSaysSoOnce() {
        ResilientPipeline pipeline = broken();
        CloudException e = failure(() -> answer(pipeline, READ));
        assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(e.reason()).isEqualTo("breaker_open");
        assertThat(e.attempts()).isZero();
        assertThat(e.outcomeUnknown()).isFalse();
        assertThat(recorder.notices).containsExactly("breaker_open");
    }

    @Test
    void anOpenBreakerLetsTrialsThroughAfterItsTimeAndCloses() {
        ResilientPipeline pipeline = broken();
        clock.advance(DEFAULTS.breakerOpen().plusMillis(1));
        for (int i = 0; i < 30; i++) {
            answer(pipeline, READ);
        }
        assertThat(attempts).hasSize(30);
    }

    @Test
    void orderlyRefusalsDoNotOpenTheBreaker() {
        ResilientPipeline pipeline = pipeline(once(DEFAULTS));
        for (int i = 0; i < 100; i++) {
            failure(() -> answer(pipeline, READ, of(ErrorCode.NOT_FOUND)));
            failure(() -> answer(pipeline, READ, of(ErrorCode.RATE_LIMITED)));
        }
        answer(pipeline, READ);
    }

    @Test
    void aBreakerThatOpensBetweenTwoAttemptsLeavesTheLastFailure() {
        ResilienceOptions options =
                DEFAULTS.toBuilder().breakerMinimumAttempts(2).breakerWindow(2).build();
        CloudException e = failure(() -> answer(pipeline(options), READ, unavailable(), unavailable(), unavailable()));
        assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(e.attempts()).isEqualTo(2);
        assertThat(e).hasMessageContaining("no further attempt").hasMessageContaining("failed too often");
    }

    @Test
    void attemptsBeyondTheRateWaitOnTheClock() {
        ResilientPipeline pipeline =
                pipeline(DEFAULTS.toBuilder().callsPerSecond(2).build());
        for (int i = 0; i < 6; i++) {
            answer(pipeline, READ);
        }
        assertThat(Duration.between(start, clock.now())).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aRateThatDoesNotFitTheDeadlineIsOverloadedAndNoBreakerFailure() {
        ResilientPipeline pipeline =
                pipeline(DEFAULTS.toBuilder().callsPerSecond(0.001).build());
        answer(pipeline, READ);
        for (int i = 0; i < 50; i++) {
            CloudException e = failure(() -> answer(pipeline, READ));
            assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED);
            assertThat(e.reason()).isEqualTo("rate_limit");
        }
    }

    @Test
    void attemptsBeyondTheBulkheadWaitForAPlaceUntilTheDeadline() throws Exception {
        ResilientPipeline pipeline =
                pipeline(DEFAULTS.toBuilder().maxConcurrent(1).build());
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        CompletableFuture<String> first = pipeline.callAsync(READ, a -> {
            inside.countDown();
            leave.await();
            return "first";
        });
        inside.await();
        CompletableFuture<String> late = pipeline.callAsync(READ.withTimeout(Duration.ofSeconds(1)), a -> "too late");
        CompletableFuture<String> patient = pipeline.callAsync(READ, a -> "second");
        await().until(() -> pipeline.bulkhead.waiting() == 2);
        clock.advance(Duration.ofSeconds(2));
        assertThat(late)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.reason()).isEqualTo("bulkhead_full"));
        leave.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("first");
        assertThat(patient.get(10, TimeUnit.SECONDS)).isEqualTo("second");
    }

    @Test
    void anInterruptIsCancelledAndKeepsTheFlag() {
        CloudException e = failure(() -> pipeline(DEFAULTS).call(READ, a -> {
            throw new InterruptedException("by the test");
        }));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(e.attempts()).isEqualTo(1);
    }

    @Test
    void anInterruptedThreadSendsNothing() {
        Thread.currentThread().interrupt();
        CloudException e = failure(() -> answer(pipeline(DEFAULTS), READ));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(e.outcomeUnknown()).isFalse();
        assertThat(attempts).isEmpty();
    }

    @Test
    void anInterruptWhileWaitingForARetryIsCancelled() {
        CloudException e = failure(() -> pipeline(DEFAULTS).call(READ, a -> {
            Thread.currentThread().interrupt();
            throw unavailable();
        }));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(e.attempts()).isEqualTo(1);
    }

    @Test
    void cancellingAnAsyncCallInterruptsItsAttempt() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        CompletableFuture<String> call = pipeline(DEFAULTS).callAsync(READ, a -> {
            inside.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.complete(true);
                throw e;
            }
            return "never";
        });
        inside.await();
        assertThat(call.cancel(true)).isTrue();
        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(catchThrowableOfType(CancellationException.class, call::join))
                .isNotNull();
    }

    @Test
    void anExecutorThatIsFullIsOverloaded() {
        ResilientPipeline pipeline = new ResilientPipeline(
                "s3:photos",
                DEFAULTS,
                clock,
                task -> {
                    throw new RejectedExecutionException("full");
                },
                recorder);
        assertThat(pipeline.callAsync(READ, a -> "never"))
                .failsWithin(Duration.ofSeconds(1))
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED));
    }

    @Test
    void aListenerThatFailsDoesNotFailTheCall() {
        CallListener failing = new CallListener() {
            @Override
            public void onStart(CallInfo call) {
                throw new IllegalStateException("a defect");
            }

            @Override
            public void onSuccess(CallInfo call, int tries, Duration took) {
                throw new IllegalStateException("a defect");
            }
        };
        ResilientPipeline pipeline =
                new ResilientPipeline("s3:photos", DEFAULTS, clock, Runnable::run, new Listeners(List.of(failing)));
        assertThat(pipeline.<String>call(READ, a -> "answer")).isEqualTo("answer");
    }

    /** Twenty failures in a row: as many as the breaker wants to see. */
    private ResilientPipeline broken() {
        ResilientPipeline pipeline = pipeline(once(DEFAULTS));
        for (int i = 0; i < 20; i++) {
            failure(() -> answer(pipeline, READ, unavailable()));
        }
        attempts.clear();
        return pipeline;
    }

    private static ResilienceOptions once(ResilienceOptions options) {
        return options.toBuilder().maxAttempts(1).build();
    }

    private ResilientPipeline pipeline(ResilienceOptions options) {
        return new ResilientPipeline(
                "s3:photos", options, clock, task -> new Thread(task).start(), recorder, new Random(1));
    }

    /** Fails as told, once per attempt, and then answers. */
    private void answer(ResilientPipeline pipeline, Call call, CloudException... failures) {
        pipeline.call(call, attempt -> {
            attempts.add(attempt);
            if (attempt.number() <= failures.length) {
                throw failures[attempt.number() - 1];
            }
            return "answer";
        });
    }

    private static CloudException failure(ThrowingCallable call) {
        CloudException e = catchThrowableOfType(CloudException.class, call);
        assertThat(e).isNotNull();
        return e;
    }

    private static CloudException unavailable() {
        return of(ErrorCode.UNAVAILABLE);
    }

    private static CloudException of(ErrorCode code) {
        return CloudException.of(code, "scripted");
    }

    private static final class Numbered extends CloudException {
        private static final long serialVersionUID = 1L;

        private final int number;

        private Numbered(int number) {
            this(CloudException.builder(ErrorCode.NOT_FOUND, "scripted"), number);
        }

        private Numbered(Builder builder, int number) {
            super(builder);
            this.number = number;
        }

        @Override
        protected CloudException copy(Builder builder) {
            return new Numbered(builder, number);
        }
    }

    private static final class Recorder implements CallListener {
        private final List<String> events = new ArrayList<>();
        private final List<String> notices = new ArrayList<>();

        @Override
        public synchronized void onStart(CallInfo call) {
            events.add("start");
        }

        @Override
        public synchronized void onAttempt(CallInfo call, int attempt) {
            events.add("attempt " + attempt);
        }

        @Override
        public synchronized void onRetry(CallInfo call, int attempt, Duration delay, CloudException failure) {
            events.add("retry " + attempt + " in " + delay.toMillis() + " ms");
        }

        @Override
        public synchronized void onSuccess(CallInfo call, int tries, Duration took) {
            events.add("success after " + tries);
        }

        @Override
        public synchronized void onFailure(CallInfo call, Duration took, CloudException failure) {
            events.add("failure " + failure.code());
        }

        @Override
        public synchronized void onNotice(String kind, String message) {
            notices.add(kind);
        }
    }
}
