package dev.welkin.ai.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.Chaos;
import dev.welkin.storage.ObjectInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchInferenceTest {
    private final Cloud cloud = Cloud.inMemory();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void everyInputGetsOneResultUnderItsOwnKey() {
        Steps.putMany(cloud, 50);

        BatchReport report = Steps.batch().run(cloud);

        assertThat(report.inputs()).isEqualTo(50);
        assertThat(report.done()).isEqualTo(50);
        assertThat(report.complete()).isTrue();
        assertThat(Steps.results(cloud)).isEqualTo(Steps.expected(50));
    }

    @Test
    void runsOnFilesAsInMemory(@TempDir Path folder) {
        Map<String, String> buckets =
                Map.of("photos", "file:" + folder.resolve("photos"), "results", "file:" + folder.resolve("results"));
        try (Cloud files = Cloud.builder().config(Map.of("storage", buckets)).open()) {
            Steps.putMany(files, 20);

            BatchReport first = Steps.batch().run(files);
            BatchReport second = Steps.batch().run(files);

            assertThat(first.done()).isEqualTo(20);
            assertThat(second.kept()).isEqualTo(20);
            assertThat(Steps.results(files)).isEqualTo(Steps.expected(20));
        }
    }

    @Test
    void emptyPrefixGivesAnEmptyReportAndOpensNoStep() {
        AtomicInteger opened = new AtomicInteger();

        BatchReport report = counting(opened).run(cloud);

        assertThat(report.inputs()).isZero();
        assertThat(report.complete()).isTrue();
        assertThat(opened).hasValue(0);
    }

    @Test
    void objectsOutsideOfThePrefixOrTheFilterAreNoInputs() {
        Steps.put(cloud, "in/a.txt", "a");
        Steps.put(cloud, "in/a.jpg", "b");
        Steps.put(cloud, "out/a.txt", "c");

        BatchReport report =
                Steps.batch().filter(info -> info.key().endsWith(".txt")).run(cloud);

        assertThat(report.inputs()).isEqualTo(1);
        assertThat(Steps.results(cloud)).containsOnlyKeys("v1/in/a.txt");
    }

    @Test
    void suffixNamesTheResultsContentType() {
        Steps.put(cloud, "in/a.txt", "a");

        Steps.batch().suffix(".json").run(cloud);

        ObjectInfo result = Bucket.open(cloud, "results").head("v1/in/a.txt.json");
        assertThat(result.contentType()).isEqualTo("application/json");
    }

    @Test
    void secondRunKeepsEveryResultAndOpensNoStep() {
        Steps.putMany(cloud, 30);
        Steps.batch().run(cloud);
        AtomicInteger opened = new AtomicInteger();

        BatchReport second = counting(opened).run(cloud);

        assertThat(second.kept()).isEqualTo(30);
        assertThat(second.done()).isZero();
        assertThat(opened).hasValue(0);
    }

    @Test
    void changedInputIsDoneAgainAndNoOther() {
        Steps.putMany(cloud, 10);
        Steps.batch().run(cloud);
        Steps.put(cloud, Steps.key(3), "changed");

        BatchReport second = Steps.batch().run(cloud);

        assertThat(second.done()).isEqualTo(1);
        assertThat(second.kept()).isEqualTo(9);
        assertThat(Steps.results(cloud)).containsEntry("v1/" + Steps.key(3), "CHANGED");
    }

    @Test
    void anotherPrefixIsAnotherBatch() {
        Steps.putMany(cloud, 5);
        Steps.batch().run(cloud);

        assertThat(Steps.batch().to("results/v2/").run(cloud).done()).isEqualTo(5);
    }

    @Test
    void failingInputIsTriedAgainReportedAndStopsNothing() {
        Steps.putMany(cloud, 20);
        List<BatchFailure> told = new ArrayList<>();

        BatchReport report = Steps.batch()
                .step(c -> failingAt(Steps.key(7)))
                .onFailure(told::add)
                .run(cloud);

        assertThat(report.done()).isEqualTo(19);
        assertThat(report.failures()).isEqualTo(told).singleElement().satisfies(failure -> {
            assertThat(failure.key()).isEqualTo(Steps.key(7));
            assertThat(failure.code()).isEqualTo(ErrorCode.FAILED);
            assertThat(failure.attempts()).isEqualTo(BatchInference.DEFAULT_ATTEMPTS);
            assertThat(failure.message())
                    .contains("IllegalStateException: broken picture")
                    .contains("BatchInferenceTest");
        });
        assertThat(Steps.results(cloud)).hasSize(19).doesNotContainKey("v1/" + Steps.key(7));
    }

    @Test
    void nextRunTriesFailedInputsAgain() {
        Steps.putMany(cloud, 10);
        Steps.batch().step(c -> failingAt(Steps.key(7))).run(cloud);

        BatchReport second = Steps.batch().run(cloud);

        assertThat(second.done()).isEqualTo(1);
        assertThat(second.kept()).isEqualTo(9);
        assertThat(Steps.results(cloud)).isEqualTo(Steps.expected(10));
    }

    @Test
    void inputThatFailsOnceSucceedsAtItsNextAttempt() {
        Steps.putMany(cloud, 10);
        Set<String> seen = ConcurrentHashMap.newKeySet();

        BatchReport report = Steps.batch()
                .step(c -> input -> {
                    if (seen.add(input.key())) {
                        throw CloudException.of(ErrorCode.UNAVAILABLE, "the model is starting");
                    }
                    return Steps.upper(input);
                })
                .run(cloud);

        assertThat(report.done()).isEqualTo(10);
    }

    @Test
    void failureThatNoRepetitionCuresIsNotRepeated() {
        Steps.put(cloud, "in/a.txt", "a");

        BatchReport report = Steps.batch()
                .step(c -> input -> {
                    throw CloudException.of(ErrorCode.CORRUPTED, "no picture");
                })
                .run(cloud);

        assertThat(report.failures())
                .containsExactly(new BatchFailure("in/a.txt", ErrorCode.CORRUPTED, "", "no picture", 1));
    }

    @Test
    void endlessRecursionOfAStepIsAFailureOfItsInput() {
        Steps.putMany(cloud, 3);

        BatchReport report = Steps.batch()
                .step(c -> input -> input.key().equals(Steps.key(1)) ? recurse(input) : Steps.upper(input))
                .attempts(1)
                .run(cloud);

        assertThat(report.done()).isEqualTo(2);
        assertThat(report.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.message()).contains("StackOverflowError"));
    }

    @Test
    void oversizedInputIsAFailureAndIsNotRead() {
        Steps.put(cloud, "in/a.txt", "a");
        Steps.put(cloud, "in/b.txt", "bbbb");

        BatchReport report = Steps.batch().maxInputBytes(3).run(cloud);

        assertThat(report.done()).isEqualTo(1);
        assertThat(report.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.key()).isEqualTo("in/b.txt");
            assertThat(failure.reason()).isEqualTo("too_large");
            assertThat(failure.attempts()).isEqualTo(1);
        });
    }

    @Test
    void inputThatIsDeletedMeanwhileIsReported() {
        Steps.put(cloud, "in/a.txt", "a");
        Steps.put(cloud, "in/b.txt", "b");

        BatchReport report = Steps.batch()
                .step(c -> input -> {
                    Bucket.open(cloud, "photos").delete("in/b.txt");
                    return Steps.upper(input);
                })
                .run(cloud, LocalThreads.of(1));

        assertThat(report.done()).isEqualTo(1);
        assertThat(report.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void keyThatIsTooLongForAResultIsAFailure() {
        Steps.put(cloud, "in/" + "a".repeat(1021), "a");
        Steps.put(cloud, "in/b.txt", "b");

        BatchReport report = Steps.batch().run(cloud);

        assertThat(report.done()).isEqualTo(1);
        assertThat(report.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }

    @Test
    void inputCannotOverwriteTheBatchsOwnMark() {
        Steps.put(cloud, ".batch", "a");

        BatchReport report = BatchInference.over("photos")
                .to("results/v1/")
                .step(c -> Steps::upper)
                .run(cloud);

        assertThat(report.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.message()).contains("v1/.batch"));
    }

    @Test
    void reportHoldsAThousandFailuresAndTheListenerHearsAll() {
        Steps.putMany(cloud, 1100);
        AtomicInteger told = new AtomicInteger();

        BatchReport report = Steps.batch()
                .step(c -> input -> {
                    throw new IllegalStateException("never");
                })
                .attempts(1)
                .onFailure(failure -> told.incrementAndGet())
                .run(cloud);

        assertThat(report.failed()).isEqualTo(1100);
        assertThat(report.failures()).hasSize(BatchReport.MAX_FAILURES);
        assertThat(told).hasValue(1100);
    }

    @Test
    void progressCountsEveryInputAndRunsNoFurtherAheadThanTheThreads() {
        Steps.putMany(cloud, 2500);
        List<BatchProgress> told = new ArrayList<>();

        Steps.batch().onProgress(told::add).run(cloud, LocalThreads.of(4));

        assertThat(told)
                .hasSize(2500)
                .allSatisfy(p -> assertThat(p.listed() - p.done() - p.kept() - p.failed())
                        .isBetween(0L, 4L));
        assertThat(told).extracting(BatchProgress::key).doesNotHaveDuplicates();
        assertThat(told).extracting(BatchProgress::done).isSorted();
    }

    @Test
    void stepIsOpenedOnceForAllThreadsAndClosedAtTheEnd() {
        Steps.putMany(cloud, 40);
        AtomicInteger opened = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();

        Steps.batch()
                .step(c -> {
                    opened.incrementAndGet();
                    return new ClosingStep(closed);
                })
                .run(cloud, LocalThreads.of(4));

        assertThat(opened).hasValue(1);
        assertThat(closed).hasValue(1);
    }

    @Test
    void stepThatCannotBeOpenedEndsTheRunOnceAndClearly() {
        Steps.putMany(cloud, 100);
        AtomicInteger opened = new AtomicInteger();

        CloudException error = catchThrowableOfType(
                CloudException.class,
                () -> Steps.batch()
                        .step(c -> {
                            opened.incrementAndGet();
                            throw new IllegalArgumentException("no such model: faces@prod");
                        })
                        .run(cloud, LocalThreads.of(4)));

        assertThat(error.code()).isEqualTo(ErrorCode.FAILED);
        assertThat(error).hasMessageContaining("can't be opened").hasMessageContaining("no such model: faces@prod");
        assertThat(opened).hasValue(1);
        assertThat(Steps.results(cloud)).isEmpty();
    }

    @Test
    void stepThatLacksAClassEndsTheRun() {
        Steps.putMany(cloud, 100);

        CloudException error = catchThrowableOfType(
                CloudException.class,
                () -> Steps.batch()
                        .step(c -> input -> {
                            throw new NoClassDefFoundError("dev/acme/Codec");
                        })
                        .run(cloud));

        assertThat(error.code()).isEqualTo(ErrorCode.FAILED);
        assertThat(error).hasMessageContaining("dev/acme/Codec");
    }

    @Test
    void runThatCanOnlyFailIsGivenUp() {
        Steps.putMany(cloud, 500);
        AtomicInteger asked = new AtomicInteger();

        CloudException error = catchThrowableOfType(
                CloudException.class,
                () -> Steps.batch()
                        .step(c -> input -> {
                            asked.incrementAndGet();
                            throw CloudException.of(ErrorCode.PERMISSION_DENIED, "this key may not ask the model");
                        })
                        .giveUpAfter(5)
                        .run(cloud, LocalThreads.of(2)));

        assertThat(error.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
        assertThat(error).hasMessageContaining("5 inputs in a row").hasMessageContaining("may not ask the model");
        assertThat(asked.get()).isLessThanOrEqualTo(6);
    }

    @Test
    void anythingThatWorksBreaksTheRowOfTroubles() {
        Steps.putMany(cloud, 60);
        AtomicInteger asked = new AtomicInteger();

        BatchReport report = Steps.batch()
                .step(c -> input -> {
                    if (asked.getAndIncrement() % 5 != 0) {
                        throw CloudException.of(ErrorCode.PERMISSION_DENIED, "not this one");
                    }
                    return Steps.upper(input);
                })
                .giveUpAfter(5)
                .run(cloud, LocalThreads.of(1));

        assertThat(report.done()).isEqualTo(12);
        assertThat(report.failed()).isEqualTo(48);
    }

    @Test
    void bucketsThatFailAndLoseRepliesGetEveryResultAllTheSame() {
        Steps.putMany(cloud, 200);
        Chaos chaos = Chaos.seed(11).withUnavailable(0.05).withLostReply(0.1).withCut(0.05);

        BatchReport report = BatchInference.over(
                        new BucketFolder(c -> Bucket.open(c, "photos").chaos(chaos), "in/"))
                .to(new BucketFolder(c -> Bucket.open(c, "results").chaos(chaos), "v1/"))
                .step(c -> Steps::upper)
                .attempts(6)
                .run(cloud);

        assertThat(report.complete()).isTrue();
        assertThat(Steps.results(cloud)).isEqualTo(Steps.expected(200));
    }

    @Test
    void whatAListenerThrowsEndsTheRun() {
        Steps.putMany(cloud, 50);
        IllegalStateException enough = new IllegalStateException("enough");

        Throwable error = catchThrowableOfType(
                IllegalStateException.class,
                () -> Steps.batch()
                        .onProgress(p -> {
                            if (p.done() == 10) {
                                throw enough;
                            }
                        })
                        .run(cloud));

        assertThat(error).isSameAs(enough);
        BatchReport second = Steps.batch().run(cloud);
        assertThat(second.kept()).isBetween(10L, 49L);
        assertThat(second.kept() + second.done()).isEqualTo(50);
    }

    @Test
    void interruptEndsTheRunAsCancelledWithTheFlagRestored() {
        Steps.putMany(cloud, 50);
        Thread caller = Thread.currentThread();

        CloudException error = catchThrowableOfType(
                CloudException.class,
                () -> Steps.batch()
                        .onProgress(p -> {
                            if (p.done() == 10) {
                                caller.interrupt();
                            }
                        })
                        .run(cloud, LocalThreads.of(1)));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(error.code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(Steps.batch().run(cloud).kept()).isEqualTo(10);
    }

    @Test
    void interruptReachesStepsOnOtherThreads() {
        Steps.putMany(cloud, 8);
        Thread caller = Thread.currentThread();
        AtomicInteger waiting = new AtomicInteger();
        AtomicInteger woken = new AtomicInteger();

        CloudException error = catchThrowableOfType(
                CloudException.class,
                () -> Steps.batch()
                        .step(c -> input -> {
                            if (waiting.incrementAndGet() == 3) {
                                caller.interrupt();
                            }
                            try {
                                Thread.sleep(60_000);
                            } catch (InterruptedException e) {
                                woken.incrementAndGet();
                                throw e;
                            }
                            return new byte[0];
                        })
                        .run(cloud, LocalThreads.of(3)));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(error.code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(woken).hasValue(3);
    }

    @Test
    void resultsWithinTheInputsAreRefused() {
        Steps.put(cloud, "in/a.txt", "a");

        CloudException error = catchThrowableOfType(
                CloudException.class, () -> Steps.batch().to("photos/in/out/").run(cloud));

        assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(error).hasMessageContaining("in/out/");
    }

    @Test
    void resultsBesideTheInputsInTheSameBucketAreFine() {
        Steps.put(cloud, "in/a.txt", "a");

        assertThat(Steps.batch().to("photos/out/").run(cloud).done()).isEqualTo(1);
    }

    @Test
    void bucketThatTakesNoResultsIsRefusedBeforeAnythingIsDone() {
        Steps.putMany(cloud, 3);
        AtomicInteger opened = new AtomicInteger();
        BucketFolder readOnly = new BucketFolder(c -> Bucket.open(c, "results").readOnly(), "v1/");

        CloudException error = catchThrowableOfType(
                CloudException.class, () -> counting(opened).to(readOnly).run(cloud));

        assertThat(error.code()).isEqualTo(ErrorCode.UNSUPPORTED);
        assertThat(opened).hasValue(0);
    }

    @Test
    void descriptionWithoutAStepOrAPlaceForResultsIsRefused() {
        CloudException error = catchThrowableOfType(
                CloudException.class, () -> BatchInference.over("photos/in/").run(cloud));

        assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(error).hasMessageContaining("to(..)").hasMessageContaining("step(..)");
    }

    private static BatchInference counting(AtomicInteger opened) {
        return Steps.batch().step(c -> {
            opened.incrementAndGet();
            return Steps::upper;
        });
    }

    private static BatchStep failingAt(String key) {
        return input -> {
            if (input.key().equals(key)) {
                throw new IllegalStateException("broken picture");
            }
            return Steps.upper(input);
        };
    }

    @SuppressWarnings("InfiniteRecursion") // wanted
    private static byte[] recurse(BatchInput input) {
        return recurse(input);
    }

    private record ClosingStep(AtomicInteger closed) implements BatchStep {
        @Override
        public byte[] run(BatchInput input) {
            return Steps.upper(input);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
