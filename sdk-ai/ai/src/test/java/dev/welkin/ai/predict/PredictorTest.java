package dev.welkin.ai.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.time.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PredictorTest {
    private final Cloud cloud = Cloud.inMemory();

    @AfterEach
    void closeCloud() {
        cloud.close();
    }

    @Test
    void singlePredictionsAnswerEachCaller() {
        Predictor<Integer, Integer> doubling =
                open(inputs -> inputs.stream().map(i -> 2 * i).toList());

        assertThat(IntStream.range(0, 100).mapToObj(doubling::predict))
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).map(i -> 2 * i).boxed().toList());
        assertThat(doubling.stats().succeeded()).isEqualTo(100);
        assertThat(doubling.stats().inFlight()).isZero();
    }

    @Test
    void inputsAskedTogetherRunInBatchesOfAtMostEight() {
        GatedModel model = new GatedModel();
        Predictor<Integer, Integer> predictor = Predictor.builder(cloud, model).open();

        List<CompletableFuture<Integer>> answers = ask(predictor, 64);
        model.gate.countDown();

        assertThat(answers.stream().map(CompletableFuture::join)).isEqualTo(numbers(64));
        assertThat(predictor.stats().largestBatch()).isEqualTo(8);
        assertThat(predictor.stats().batches()).isLessThan(64);
    }

    @Test
    void inputsGatherIntoFullBatchesWhileEveryProcessorRunsOne() {
        int processors = Runtime.getRuntime().availableProcessors();
        GatedModel model = new GatedModel();
        Predictor<Integer, Integer> predictor = Predictor.builder(cloud, model).open();
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int busy = 1; busy <= processors; busy++) {
            answers.add(predictor.predictAsync(busy));
            int expected = busy;
            await().until(() -> model.entered.get() == expected);
        }

        answers.addAll(ask(predictor, 24));
        assertThat(predictor.stats().waiting()).isEqualTo(24);
        model.gate.countDown();

        answers.forEach(CompletableFuture::join);
        assertThat(predictor.stats().batches()).isEqualTo(processors + 3);
    }

    @Test
    void fullQueueIsOverloadedAndWhatWasTakenIsStillAnswered() {
        HeldExecutor held = new HeldExecutor();
        try (Cloud heldCloud =
                Cloud.builder().executor(held).clock(new ManualClock()).open()) {
            Predictor<Integer, Integer> bounded = Predictor.<Integer, Integer>builder(heldCloud, inputs -> inputs)
                    .batching(new Batching(1, Duration.ZERO, 2))
                    .open();
            List<CompletableFuture<Integer>> taken = List.of(bounded.predictAsync(1), bounded.predictAsync(2));

            CloudException refused = failure(() -> bounded.predictAsync(3));

            assertThat(refused.code()).isEqualTo(ErrorCode.OVERLOADED);
            assertThat(refused.reason()).isEqualTo("queue_full");
            assertThat(refused).hasMessageContaining("2 inputs").hasMessageContaining("withQueueItems");
            assertThat(bounded.stats().waiting()).isEqualTo(2);
            assertThat(bounded.stats().rejected()).isEqualTo(1);
            held.release();
            assertThat(taken.stream().map(CompletableFuture::join)).containsExactly(1, 2);
        }
    }

    @Test
    void oneBadInputFailsAloneInItsBatch() {
        Predictor<Integer, Integer> picky = open(inputs -> {
            if (inputs.contains(5)) {
                throw CloudException.of(ErrorCode.INVALID_ARGUMENT, "no fives");
            }
            return inputs;
        });
        List<CompletableFuture<Integer>> answers = ask(picky, 8);

        for (int i = 0; i < 8; i++) {
            CompletableFuture<Integer> answer = answers.get(i);
            if (i == 5) {
                assertThatThrownBy(answer::join)
                        .isInstanceOf(CompletionException.class)
                        .hasRootCauseMessage("no fives");
            } else {
                assertThat(answer.join()).isEqualTo(i);
            }
        }
        assertThat(picky.stats().failed()).isEqualTo(1);
        assertThat(picky.stats().succeeded()).isEqualTo(7);
    }

    @Test
    void modelWithoutGainFromBatchesRunsOnTheCallersThread() {
        Predictor<Integer, String> direct =
                Predictor.builder(cloud, new Direct()).open();

        assertThat(direct.predict(1)).isEqualTo(Thread.currentThread().getName());
        assertThat(direct.predictAsync(1).join())
                .isNotEqualTo(Thread.currentThread().getName());
        assertThat(direct.stats().largestBatch()).isEqualTo(1);
    }

    @Test
    void manyInputsKeepTheirOrderAndPassTheQueue() {
        AtomicInteger largest = new AtomicInteger();
        Predictor<Integer, Integer> predictor = open(inputs -> {
            largest.accumulateAndGet(inputs.size(), Math::max);
            return inputs;
        });

        assertThat(predictor.predictAll(numbers(5000))).isEqualTo(numbers(5000));
        assertThat(largest).hasValue(8);
        assertThat(predictor.predictAll(List.of())).isEmpty();
    }

    @Test
    void lateAnswerIsTimeout() {
        ManualClock clock = new ManualClock();
        GatedModel model = new GatedModel();
        try (Cloud timed = Cloud.inMemory(clock)) {
            Predictor<Integer, Integer> predictor = Predictor.builder(timed, model)
                    .timeout(Duration.ofSeconds(5))
                    .open();
            CompletableFuture<Integer> answer = predictor.predictAsync(1);
            await().until(() -> model.entered.get() == 1);

            clock.advance(Duration.ofSeconds(4));
            assertThat(answer).isNotDone();
            clock.advance(Duration.ofSeconds(1));

            assertThat(cause(answer).code()).isEqualTo(ErrorCode.TIMEOUT);
            assertThat(cause(answer)).hasMessageContaining("PT5S");
            model.gate.countDown();
        }
    }

    @Test
    void waitingInputOfATimedOutCallerIsNotRun() {
        HeldExecutor held = new HeldExecutor();
        ManualClock clock = new ManualClock();
        List<Integer> seen = new ArrayList<>();
        try (Cloud heldCloud = Cloud.builder().executor(held).clock(clock).open()) {
            Predictor<Integer, Integer> predictor = Predictor.<Integer, Integer>builder(heldCloud, inputs -> {
                        seen.addAll(inputs);
                        return inputs;
                    })
                    .timeout(Duration.ofSeconds(1))
                    .open();
            CompletableFuture<Integer> late = predictor.predictAsync(1);
            clock.advance(Duration.ofSeconds(1));
            CompletableFuture<Integer> inTime = predictor.predictAsync(2);
            held.release();

            assertThat(cause(late).code()).isEqualTo(ErrorCode.TIMEOUT);
            assertThat(inTime.join()).isEqualTo(2);
            assertThat(seen).containsExactly(2);
        }
    }

    @Test
    void interruptedCallerGetsCancelledWithTheFlagSet() {
        GatedModel model = new GatedModel();
        Predictor<Integer, Integer> predictor = Predictor.builder(cloud, model).open();
        Thread.currentThread().interrupt();

        CloudException error = failure(() -> predictor.predict(1));

        assertThat(error.code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(Thread.interrupted()).isTrue();
        model.gate.countDown();
    }

    @Test
    void swapUnderLoadFailsNoCallAndClosesTheFormerModelAfterItsLastCall() throws Exception {
        Version first = new Version(1);
        Predictor<Integer, Integer> predictor = Predictor.builder(cloud, first).open();
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch answered = new CountDownLatch(4);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> callers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            callers.add(threads.submit(() -> callUntil(stop, predictor, answered)));
        }
        threads.shutdown();
        assertThat(answered.await(30, TimeUnit.SECONDS)).isTrue();

        List<Version> versions = new ArrayList<>(List.of(first));
        for (int v = 2; v <= 20; v++) {
            Version next = new Version(v);
            versions.add(next);
            predictor.swap(next);
            assertThat(predictor.predict(0)).isEqualTo(v);
        }
        stop.set(true);

        for (Future<?> caller : callers) {
            caller.get(30, TimeUnit.SECONDS);
        }
        predictor.close();
        assertThat(versions).allMatch(v -> v.closed.get() == 1).noneMatch(v -> v.usedAfterClose.get());
    }

    @Test
    void modelThatFailsItsWarmUpDoesNotReplaceTheFormer() {
        Version former = new Version(1);
        Predictor<Integer, Integer> predictor =
                Predictor.builder(cloud, former).warmUp(List.of(0)).open();
        Broken broken = new Broken();

        assertThat(failure(() -> predictor.swap(broken)))
                .hasMessageContaining("The model failed on 1 input(s)")
                .hasRootCauseMessage("bad weights");
        assertThat(broken.closed).isTrue();
        assertThat(predictor.predict(0)).isEqualTo(1);
        assertThat(failure(() -> Predictor.builder(cloud, new Broken())
                                .warmUp(List.of(0))
                                .open())
                        .code())
                .isEqualTo(ErrorCode.INTERNAL);
    }

    @Test
    void modelOfOtherClassesDoesNotReplaceTheFormerUnasked() {
        Labelled former = new Labelled(List.of("cat", "dog"));
        Labelled other = new Labelled(List.of("cat", "cow"));
        Predictor<Integer, Integer> predictor = Predictor.builder(cloud, former).open();

        CloudException error = failure(() -> predictor.swap(other));

        assertThat(error.code()).isEqualTo(ErrorCode.PRECONDITION_FAILED);
        assertThat(error.reason()).isEqualTo("labels_changed");
        assertThat(error).hasMessageContaining("tells [cat, dog], and the new one [cat, cow]");
        assertThat(other.closed).hasValue(1);
        assertThat(former.closed).hasValue(0);
        predictor.swap(new Labelled(List.of("cat", "dog")));
        predictor.swap(new Labelled(List.of())); // nothing is known of it
        predictor.swapWithOtherLabels(new Labelled(List.of("cow")));
        assertThat(former.closed).hasValue(1);
        assertThat(predictor.predict(3)).isEqualTo(3);
    }

    @Test
    void answerOfWrongLengthIsAnErrorThatSaysSo() {
        Predictor<Integer, Integer> wrong = open(inputs -> List.of());

        CloudException error = failure(() -> wrong.predict(1));

        assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(error).hasMessageContaining("given 1 inputs and answered 0 outputs");
    }

    @Test
    void closeWaitsForWhatIsInFlightAndRefusesWhatComesAfter() throws Exception {
        GatedModel model = new GatedModel();
        Predictor<Integer, Integer> predictor = Predictor.builder(cloud, model).open();
        CompletableFuture<Integer> answer = predictor.predictAsync(7);
        await().until(() -> model.entered.get() == 1);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(predictor::close);
        await().until(() -> failsAsClosed(predictor));

        assertThat(model.closed).hasValue(0);
        assertThat(closing).isNotDone();
        model.gate.countDown();

        assertThat(answer.join()).isEqualTo(7);
        closing.get(30, TimeUnit.SECONDS);
        assertThat(model.closed).hasValue(1);
        assertThat(failure(() -> predictor.predictAll(List.of(1))).code()).isEqualTo(ErrorCode.CLOSED);
        assertThat(failure(() -> predictor.swap(model)).code()).isEqualTo(ErrorCode.CLOSED);
    }

    @Test
    void closingTheCloudClosesItsPredictors() {
        Version model = new Version(1);
        Predictor<Integer, Integer> predictor = Predictor.builder(cloud, model).open();

        cloud.close();

        assertThat(model.closed).hasValue(1);
        assertThat(failure(() -> predictor.predict(1)).code()).isEqualTo(ErrorCode.CLOSED);
    }

    @Test
    void executorThatRefusesGivesEveryInputAnAnswer() {
        try (Cloud refusing = Cloud.builder()
                .clock(new ManualClock())
                .executor(task -> {
                    throw new RejectedExecutionException("full");
                })
                .open()) {
            Predictor<Integer, Integer> predictor = Predictor.<Integer, Integer>builder(refusing, inputs -> inputs)
                    .open();

            assertThat(failure(() -> predictor.predict(1)).code()).isEqualTo(ErrorCode.OVERLOADED);
            assertThat(predictor.stats().inFlight()).isZero();
        }
    }

    @Test
    void answerTimesAreKeptAsPercentiles() {
        ManualClock clock = new ManualClock();
        try (Cloud timed = Cloud.inMemory(clock)) {
            Predictor<Integer, Integer> predictor =
                    Predictor.builder(timed, new Slow(clock)).open();
            assertThat(predictor.stats().p50()).isZero();

            IntStream.rangeClosed(1, 100).forEach(predictor::predict);

            assertThat(predictor.stats().p50()).isEqualTo(Duration.ofMillis(50));
            assertThat(predictor.stats().p99()).isEqualTo(Duration.ofMillis(99));
        }
    }

    @Test
    void defaultsAreAsDocumented() {
        assertThat(Batching.DEFAULT).isEqualTo(new Batching(8, Duration.ofMillis(2), 1024));
        assertThat(Predictor.DEFAULT_TIMEOUT).isEqualTo(Duration.ofSeconds(30));
        assertThat(Predictor.CLOSE_TIMEOUT).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void senselessBatchingIsRefused() {
        assertThat(failure(() -> Batching.DEFAULT.withMaxItems(0)).code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(failure(() -> Batching.DEFAULT.withQueueItems(7)).code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(failure(() -> Batching.DEFAULT.withMaxWait(Duration.ofMillis(-1)))
                        .code())
                .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    }

    private Predictor<Integer, Integer> open(BatchFunction<Integer, Integer> model) {
        return Predictor.builder(cloud, model).open();
    }

    private static List<CompletableFuture<Integer>> ask(Predictor<Integer, Integer> predictor, int count) {
        return numbers(count).stream().map(predictor::predictAsync).toList();
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static void callUntil(AtomicBoolean stop, Predictor<Integer, Integer> predictor, CountDownLatch answered) {
        assertThat(predictor.predict(0)).isEqualTo(1);
        answered.countDown();
        for (int calls = 0; !stop.get(); calls++) {
            assertThat(predictor.predict(calls)).isBetween(1, 20);
        }
    }

    private static boolean failsAsClosed(Predictor<Integer, Integer> predictor) {
        try {
            assertThat(predictor.predictAsync(0)).isNotNull();
            return false;
        } catch (CloudException e) {
            return e.code() == ErrorCode.CLOSED;
        }
    }

    private static CloudException failure(ThrowingCallable call) {
        return catchThrowableOfType(CloudException.class, call);
    }

    private static CloudException cause(CompletableFuture<?> answer) {
        return (CloudException) failureOf(answer);
    }

    private static Throwable failureOf(CompletableFuture<?> answer) {
        return answer.handle((output, error) -> error).join();
    }

    /** Answers nothing until its gate opens. */
    private static final class GatedModel implements BatchFunction<Integer, Integer> {
        private final CountDownLatch gate = new CountDownLatch(1);
        private final AtomicInteger entered = new AtomicInteger();
        private final AtomicInteger closed = new AtomicInteger();

        @Override
        public List<Integer> predict(List<Integer> inputs) throws InterruptedException {
            entered.incrementAndGet();
            gate.await();
            return inputs;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    /** Answers its own number. */
    private static final class Version implements BatchFunction<Integer, Integer> {
        private final int number;
        private final AtomicInteger closed = new AtomicInteger();
        private final AtomicBoolean usedAfterClose = new AtomicBoolean();

        private Version(int number) {
            this.number = number;
        }

        @Override
        public List<Integer> predict(List<Integer> inputs) {
            if (closed.get() > 0) {
                usedAfterClose.set(true);
            }
            return inputs.stream().map(i -> number).toList();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    private static final class Broken implements BatchFunction<Integer, Integer> {
        private boolean closed;

        @Override
        public List<Integer> predict(List<Integer> inputs) {
            throw new IllegalStateException("bad weights");
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static final class Direct implements BatchFunction<Integer, String> {
        @Override
        public List<String> predict(List<Integer> inputs) {
            return inputs.stream().map(i -> Thread.currentThread().getName()).toList();
        }

        @Override
        public boolean profitsFromBatches() {
            return false;
        }
    }

    /** Takes as many milliseconds as its input says. */
    private static final class Slow implements BatchFunction<Integer, Integer> {
        private final ManualClock clock;

        private Slow(ManualClock clock) {
            this.clock = clock;
        }

        @Override
        public List<Integer> predict(List<Integer> inputs) {
            inputs.forEach(ms -> clock.advance(Duration.ofMillis(ms)));
            return inputs;
        }

        @Override
        public boolean profitsFromBatches() {
            return false;
        }
    }

    /** Answers what it is asked, and tells classes. */
    private static final class Labelled implements BatchFunction<Integer, Integer> {
        private final List<String> labels;
        private final AtomicInteger closed = new AtomicInteger();

        Labelled(List<String> labels) {
            this.labels = labels;
        }

        @Override
        public List<Integer> predict(List<Integer> inputs) {
            return inputs;
        }

        @Override
        public List<String> labels() {
            return labels;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
