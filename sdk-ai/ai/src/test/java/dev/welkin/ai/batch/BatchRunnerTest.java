package dev.welkin.ai.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.batch.spi.BatchItem;
import dev.welkin.ai.batch.spi.BatchOutcome;
import dev.welkin.ai.batch.spi.BatchRunner;
import dev.welkin.ai.batch.spi.BatchWorker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds whatever a cluster does with the inputs. */
class BatchRunnerTest {
    private final Cloud cloud = Cloud.inMemory();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void twoAtOnceOnOneInputLeaveOneResultAndOneOfThemIsTold() {
        Steps.putMany(cloud, 5);
        CyclicBarrier both = new CyclicBarrier(2);
        AtomicInteger results = new AtomicInteger();
        List<BatchOutcome> told = new ArrayList<>();
        BatchRunner twice = (c, work, items, outcomes) -> {
            try (BatchWorker here = work.worker(c);
                    BatchWorker there = work.worker(c)) {
                while (items.hasNext()) {
                    BatchItem item = items.next();
                    CompletableFuture<BatchOutcome> other = CompletableFuture.supplyAsync(() -> there.process(item));
                    told.add(here.process(item));
                    told.add(other.join());
                    outcomes.accept(told.get(told.size() - 1));
                }
            }
        };

        BatchReport report = Steps.batch()
                .step(c -> input -> {
                    both.await(30, TimeUnit.SECONDS); // both have seen that there is no result
                    return ("result " + results.incrementAndGet()).getBytes(java.nio.charset.StandardCharsets.UTF_8);
                })
                .run(cloud, twice);

        assertThat(report.inputs()).isEqualTo(5);
        assertThat(Steps.results(cloud)).hasSize(5);
        assertThat(told.stream().filter(BatchOutcome.Done.class::isInstance)).hasSize(5);
        assertThat(told.stream().filter(BatchOutcome.Kept.class::isInstance)).hasSize(5);
    }

    @Test
    void lateResultOfAnOldInputDoesNotReplaceThatOfTheNewOne() {
        Steps.put(cloud, "in/a.txt", "old");
        AtomicInteger runs = new AtomicInteger();

        BatchReport late = Steps.batch()
                .step(c -> input -> {
                    if (runs.incrementAndGet() == 1) {
                        Steps.put(cloud, "in/a.txt", "new");
                        Steps.batch().run(cloud); // another run is faster
                    }
                    return Steps.upper(input);
                })
                .run(cloud);

        assertThat(late.kept()).isEqualTo(1);
        assertThat(Steps.results(cloud)).containsEntry("v1/in/a.txt", "NEW");
        assertThat(Steps.batch().run(cloud).kept()).isEqualTo(1);
    }

    @Test
    void inputThatChangesWhileItIsWaitingIsDoneInItsNewVersion() {
        Steps.put(cloud, "in/a.txt", "old");
        BatchRunner slow = (c, work, items, outcomes) -> {
            List<BatchItem> listed = new ArrayList<>();
            items.forEachRemaining(listed::add);
            Steps.put(cloud, "in/a.txt", "new");
            try (BatchWorker worker = work.worker(c)) {
                listed.forEach(item -> outcomes.accept(worker.process(item)));
            }
        };

        assertThat(Steps.batch().run(cloud, slow).done()).isEqualTo(1);

        assertThat(Steps.results(cloud)).containsEntry("v1/in/a.txt", "NEW");
        assertThat(Steps.batch().run(cloud).kept()).isEqualTo(1);
    }

    @Test
    void processWithOtherBucketsIsRefusedBeforeItWritesAnything() {
        Steps.putMany(cloud, 5);
        try (Cloud other = Cloud.inMemory()) {
            Steps.putMany(other, 5);

            CloudException error = catchThrowableOfType(
                    CloudException.class, () -> Steps.batch().run(cloud, on(other)));

            assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(error.reason()).isEqualTo("other_bucket");
            assertThat(error).hasMessageContaining("everything in memory");
            assertThat(Steps.results(other)).isEmpty();
        }
    }

    @Test
    void processWithABatchOfItsOwnUnderTheSamePrefixIsRefusedToo() {
        Steps.putMany(cloud, 5);
        try (Cloud other = Cloud.inMemory()) {
            Steps.batch().run(other);

            CloudException error = catchThrowableOfType(
                    CloudException.class, () -> Steps.batch().run(cloud, on(other)));

            assertThat(error.reason()).isEqualTo("other_bucket");
        }
    }

    @Test
    void runnerThatForgetsAnInputIsFoundOut() {
        Steps.putMany(cloud, 3);
        BatchRunner forgetful = (c, work, items, outcomes) -> {
            items.next();
            on(c).run(c, work, items, outcomes);
        };

        CloudException error =
                catchThrowableOfType(CloudException.class, () -> Steps.batch().run(cloud, forgetful));

        assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(error).hasMessageContaining("3 inputs").hasMessageContaining("became of 2");
    }

    /** Works on everything, one after the other, in a Cloud of its own. */
    private static BatchRunner on(Cloud own) {
        return (c, work, items, outcomes) -> {
            try (BatchWorker worker = work.worker(own)) {
                items.forEachRemaining(item -> outcomes.accept(worker.process(item)));
            }
        };
    }
}
