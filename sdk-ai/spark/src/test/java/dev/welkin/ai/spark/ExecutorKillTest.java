package dev.welkin.ai.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.Cloud;
import dev.welkin.ai.batch.BatchInference;
import dev.welkin.ai.batch.BatchProgress;
import dev.welkin.ai.batch.BatchReport;
import dev.welkin.ai.models.ModelRegistry;
import dev.welkin.ai.text.Labeled;
import dev.welkin.ai.text.TextClassifier;
import dev.welkin.storage.Bucket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real cluster of processes, one of which is killed in mid-run as a power cut would. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ExecutorKillTest {
    private static final int INPUTS = 2000;

    @TempDir
    Path folder;

    @Test
    void everyInputHasExactlyOneResultAfterAnExecutorWasKilled() {
        String configuration = Texts.configuration(folder);
        try (Cloud cloud = Cloud.open(Path.of(configuration));
                LoopbackCluster cluster = new LoopbackCluster(folder, 2, configuration)) {
            Map<String, String> expected = prepare(cloud);
            AtomicReference<ProcessHandle> killed = new AtomicReference<>();

            Consumer<BatchProgress> killing = p -> {
                if (p.done() >= 400 && killed.get() == null) {
                    killed.set(killOne(cluster, cloud));
                }
            };
            SparkContext context = cluster.context();
            // region spark
            BatchReport report = BatchInference.over("photos/in/")
                    .to("results/v1/")
                    .step(TriageStep::new)
                    .onProgress(killing)
                    .run(cloud, SparkBatch.on(context));
            // endregion

            assertThat(killed.get()).isNotNull();
            assertThat(report.inputs()).isEqualTo(INPUTS);
            assertThat(report.failed()).isZero();
            assertThat(report.done() + report.kept()).isEqualTo(INPUTS);
            assertThat(Texts.results(cloud)).isEqualTo(expected);
            assertThat(BatchInference.over("photos/in/")
                            .to("results/v1/")
                            .step(TriageStep::new)
                            .run(cloud)
                            .kept())
                    .isEqualTo(INPUTS);
        }
    }

    @Test
    @Tag("soak")
    void inputThatKillsItsExecutorEachTimeIsReportedAndTakesNoOtherWithIt() {
        String configuration = Texts.configuration(folder);
        String poison = Texts.key(37);
        try (Cloud cloud = Cloud.open(Path.of(configuration));
                LoopbackCluster cluster = new LoopbackCluster(folder, 2, configuration)) {
            Texts.put(cloud, 100);

            BatchReport report = Texts.batch()
                    .step(c -> {
                        TracedStep step = new TracedStep(c);
                        return input -> {
                            if (input.key().equals(poison)) {
                                Runtime.getRuntime().halt(9);
                            }
                            return step.run(input);
                        };
                    })
                    .run(cloud, SparkBatch.on(cluster.context()));

            assertThat(report.done() + report.kept()).isEqualTo(99);
            assertThat(report.failures()).singleElement().satisfies(failure -> {
                assertThat(failure.key()).isEqualTo(poison);
                assertThat(failure.reason()).isEqualTo("executor_lost");
            });
            assertThat(Texts.results(cloud)).hasSize(99);
        }
    }

    /** Publishes a model, puts the inputs, and returns the results to expect. */
    private static Map<String, String> prepare(Cloud cloud) {
        TextClassifier model = TextClassifier.train(List.of(
                Labeled.of("the pump is hot and loud", "alarm"), Labeled.of("all quiet, nothing to do", "calm")));
        ModelRegistry.open(cloud).publish("triage", model);
        Bucket photos = Bucket.open(cloud, "photos");
        Map<String, String> expected = new ConcurrentSkipListMap<>();
        IntStream.range(0, INPUTS).parallel().forEach(i -> {
            String text = (i % 3 == 0 ? "hot and loud, number " : "quiet, number ") + i;
            expected.put("v1/" + Texts.key(i), model.classify(text).label());
            photos.put(Texts.key(i), Texts.bytes(text));
        });
        assertThat(expected.values()).contains("alarm", "calm");
        return expected;
    }

    /** Kills an executor that has opened the step and so works. */
    private static ProcessHandle killOne(LoopbackCluster cluster, Cloud cloud) {
        List<Long> working = TracedStep.pids(cloud, "opened");
        ProcessHandle one = cluster.executors().stream()
                .filter(executor -> working.contains(executor.pid()))
                .findFirst()
                .orElseThrow();
        assertThat(one.destroyForcibly()).isTrue();
        return one;
    }
}
