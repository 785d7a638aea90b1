package dev.welkin.ai.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.batch.BatchFailure;
import dev.welkin.ai.batch.BatchInference;
import dev.welkin.ai.batch.BatchProgress;
import dev.welkin.ai.batch.BatchReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches on a Spark of one process; all is serialized as it is for a cluster, by the strictest serializer. */
class SparkBatchTest {
    private static SparkContext context;

    @TempDir
    Path folder;

    private Cloud cloud;
    private SparkBatch spark;

    @BeforeAll
    static void startSpark() {
        context = new SparkContext(LocalSpark.conf("local[2]")
                .set("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
                .set("spark.kryo.registrationRequired", "true")
                .set("spark.kryo.classesToRegister", "dev.welkin.ai.spark.ExecutorSlot"));
    }

    @AfterAll
    static void stopSpark() {
        context.stop();
    }

    @BeforeEach
    void open() {
        String configuration = Texts.configuration(folder);
        cloud = Cloud.open(Path.of(configuration));
        spark = SparkBatch.on(context).clouds(() -> Cloud.open(Path.of(configuration)));
    }

    /** Tasks of a run that was ended go on to the end of their input. */
    @AfterEach
    void close() {
        await().until(() -> Arrays.stream(context.statusTracker().getExecutorInfos())
                .allMatch(executor -> executor.numRunningTasks() == 0));
        cloud.close();
    }

    @Test
    void everyInputGetsOneResult() {
        Texts.put(cloud, 150);

        BatchReport report = Texts.batch().run(cloud, spark);

        assertThat(report.inputs()).isEqualTo(150);
        assertThat(report.done()).isEqualTo(150);
        assertThat(Texts.results(cloud)).isEqualTo(Texts.expected(150));
    }

    @Test
    void emptyPrefixGivesAnEmptyReport() {
        assertThat(Texts.batch().run(cloud, spark).inputs()).isZero();
    }

    @Test
    void stepIsOpenedOnceForAllTasksAndClosedWhenIdle() {
        Texts.put(cloud, 60);

        Texts.batch().run(cloud, spark.itemsPerTask(2));

        assertThat(TracedStep.pids(cloud, "opened")).hasSize(1);
        await().atMost(Duration.ofSeconds(SparkBatch.IDLE_SECONDS + 30))
                .untilAsserted(
                        () -> assertThat(TracedStep.pids(cloud, "closed")).hasSize(1));
    }

    @Test
    void runOnThisMachinesThreadsAndRunOnSparkContinueEachOther() {
        Texts.put(cloud, 20);
        Texts.batch().filter(info -> info.key().compareTo(Texts.key(8)) < 0).run(cloud);

        BatchReport onSpark = Texts.batch().run(cloud, spark);

        assertThat(onSpark.kept()).isEqualTo(8);
        assertThat(onSpark.done()).isEqualTo(12);
        assertThat(Texts.batch().run(cloud).kept()).isEqualTo(20);
    }

    @Test
    void failingInputsAreReportedAndTriedAgainByTheNextRun() {
        Texts.put(cloud, 50);
        Set<String> broken = Set.of(Texts.key(3), Texts.key(30));
        List<BatchFailure> told = new ArrayList<>();

        BatchReport report = failing(broken).onFailure(told::add).run(cloud, spark.itemsPerTask(4));

        assertThat(report.done()).isEqualTo(48);
        assertThat(told).extracting(BatchFailure::key).containsExactlyInAnyOrderElementsOf(broken);
        assertThat(told).allSatisfy(failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.FAILED);
            assertThat(failure.message()).contains("broken picture");
            assertThat(failure.attempts()).isEqualTo(2);
        });
        assertThat(Texts.batch().run(cloud, spark).done()).isEqualTo(2);
        assertThat(Texts.results(cloud)).isEqualTo(Texts.expected(50));
    }

    @Test
    void progressIsToldForEveryInputAndTheListingStaysShortlyAhead() {
        Texts.put(cloud, 80);
        List<BatchProgress> told = new ArrayList<>();
        Thread caller = Thread.currentThread();

        Texts.batch()
                .onProgress(p -> {
                    assertThat(Thread.currentThread()).isSameAs(caller);
                    told.add(p);
                })
                .run(cloud, spark.itemsPerTask(4));

        assertThat(told).hasSize(80);
        assertThat(told).extracting(BatchProgress::key).doesNotHaveDuplicates();
        // two jobs of two tasks for each of two cores, of four inputs each
        assertThat(told).allSatisfy(p -> assertThat(p.listed() - p.done()).isLessThanOrEqualTo(2 * 2 * 2 * 4));
    }

    @Test
    void stepThatCannotBeOpenedEndsTheRunWithItsReason() {
        Texts.put(cloud, 100);

        CloudException error = catchThrowableOfType(
                CloudException.class,
                () -> Texts.batch()
                        .step(c -> {
                            throw new IllegalArgumentException("no such model: faces@prod");
                        })
                        .run(cloud, spark));

        assertThat(error.code()).isEqualTo(ErrorCode.FAILED);
        assertThat(error).hasMessageContaining("no such model: faces@prod");
        assertThat(Texts.results(cloud)).isEmpty();
    }

    @Test
    void executorWithOtherBucketsEndsTheRunBeforeItWritesAnything() {
        Texts.put(cloud, 10);

        CloudException error = catchThrowableOfType(
                CloudException.class, () -> Texts.batch().run(cloud, spark.clouds(Cloud::inMemory)));

        assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(error.reason()).isEqualTo("other_bucket");
    }

    @Test
    void executorWithoutItsConfigurationEndsTheRun() {
        Texts.put(cloud, 10);
        String missing = folder.resolve("missing.yaml").toString();

        CloudException error = catchThrowableOfType(
                CloudException.class, () -> Texts.batch().run(cloud, spark.clouds(() -> Cloud.open(Path.of(missing)))));

        assertThat(error.code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(error).hasMessageContaining("executor's Cloud").hasMessageContaining("missing.yaml");
    }

    @Test
    void stepWithoutAClassItNeedsEndsTheRun() {
        Texts.put(cloud, 40);

        CloudException error = catchThrowableOfType(
                CloudException.class,
                () -> Texts.batch()
                        .step(c -> input -> {
                            throw new NoClassDefFoundError("dev/acme/Codec");
                        })
                        .run(cloud, spark));

        assertThat(error.code()).isEqualTo(ErrorCode.FAILED);
        assertThat(error).hasMessageContaining("dev/acme/Codec");
    }

    @Test
    void taskThatDiesOfOneInputEachTimeIsNarrowedDownToIt() {
        Texts.put(cloud, 40);

        BatchReport report = Texts.batch()
                .step(c -> {
                    TracedStep step = new TracedStep(c);
                    return input -> {
                        if (input.key().equals(Texts.key(13))) {
                            throw new Error("as when a native library fails");
                        }
                        return step.run(input);
                    };
                })
                .run(cloud, spark.itemsPerTask(8));

        assertThat(report.done() + report.kept()).isEqualTo(39);
        assertThat(report.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.key()).isEqualTo(Texts.key(13));
            assertThat(failure.reason()).isEqualTo("executor_lost");
            assertThat(failure.message()).contains("as when a native library fails");
        });
        assertThat(Texts.results(cloud)).hasSize(39);
    }

    @Test
    void sourceThatCapturedWhatCannotBeSentIsRefused() {
        Texts.put(cloud, 5);
        Object model = new Object();

        CloudException error = catchThrowableOfType(
                CloudException.class,
                () -> Texts.batch()
                        .step(c -> input -> Texts.bytes(model.toString()))
                        .run(cloud, spark));

        assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(error).hasMessageContaining("java.lang.Object").hasMessageContaining("Capture names only");
    }

    @Test
    void interruptEndsTheRunAsCancelledAndTheNextOneGoesOn() {
        Texts.put(cloud, 80);
        Thread caller = Thread.currentThread();

        CloudException error = catchThrowableOfType(
                CloudException.class,
                () -> Texts.batch()
                        .onProgress(p -> {
                            if (p.done() == 20) {
                                caller.interrupt();
                            }
                        })
                        .run(cloud, spark.itemsPerTask(2)));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(error.code()).isEqualTo(ErrorCode.CANCELLED);
        BatchReport next = Texts.batch().run(cloud, spark);
        assertThat(next.kept()).isGreaterThanOrEqualTo(20);
        assertThat(Texts.results(cloud)).isEqualTo(Texts.expected(80));
    }

    @Test
    void whatAListenerThrowsEndsTheRun() {
        Texts.put(cloud, 50);
        IllegalStateException enough = new IllegalStateException("enough");

        Throwable error = catchThrowableOfType(
                IllegalStateException.class,
                () -> Texts.batch()
                        .onProgress(p -> {
                            throw enough;
                        })
                        .run(cloud, spark));

        assertThat(error).isSameAs(enough);
    }

    private static BatchInference failing(Set<String> broken) {
        return Texts.batch().attempts(2).step(cloud -> {
            TracedStep step = new TracedStep(cloud);
            return input -> {
                if (broken.contains(input.key())) {
                    throw new IllegalStateException("broken picture");
                }
                return step.run(input);
            };
        });
    }
}
