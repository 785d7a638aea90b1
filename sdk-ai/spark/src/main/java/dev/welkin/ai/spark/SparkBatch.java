package dev.welkin.ai.spark;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.batch.spi.BatchItem;
import dev.welkin.ai.batch.spi.BatchOutcome;
import dev.welkin.ai.batch.spi.BatchRunner;
import dev.welkin.ai.batch.spi.BatchWork;
import java.util.Iterator;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;

/**
 * Runs a batch on the executors of a Spark cluster: {@code batch.run(cloud, SparkBatch.on(spark.sparkContext()))}. The
 * calling process lists the inputs and is told what became of them; inputs and results go between the executors and the
 * buckets. Immutable.
 *
 * <p>Each executor opens a Cloud and a step once, with the first input that has no result yet, and closes them
 * {@link #IDLE_SECONDS} seconds after its last task. The executor's own configuration says where the buckets are and
 * holds the secrets: give it the file and {@code spark.executorEnv.WELKIN_CONFIG}. An executor whose results' bucket is
 * not the caller's ends the run before it writes anything.
 *
 * <p>An executor that is lost in mid-run costs no result: its tasks run again elsewhere and keep the results it has
 * written. An input on which an executor dies each time is reported as UNAVAILABLE (reason {@code executor_lost}); the
 * others go on.
 *
 * <p>Spark adds the {@code --add-opens} that it needs to what {@code spark-submit} starts. A program that starts a
 * {@code SparkContext} by itself is given them by hand:
 * {@code org.apache.spark.launcher.JavaModuleOptions.defaultModuleOptions()} prints them. Where
 * {@code spark.kryo.registrationRequired} is set, add {@code dev.welkin.ai.spark.ExecutorSlot} to
 * {@code spark.kryo.classesToRegister}.
 */
public final class SparkBatch implements BatchRunner {
    /** The most inputs of a task: 32. */
    public static final int DEFAULT_ITEMS_PER_TASK = Parts.DEFAULT_ITEMS_PER_TASK;

    /** How long an executor keeps an idle step: 10 seconds. */
    public static final int IDLE_SECONDS = ExecutorSlot.IDLE_SECONDS;

    private final SparkContext context;
    private final CloudSource clouds;
    private final int itemsPerTask;

    private SparkBatch(SparkContext context, CloudSource clouds, int itemsPerTask) {
        this.context = context;
        this.clouds = clouds;
        this.itemsPerTask = itemsPerTask;
    }

    /**
     * Uses a cluster.
     *
     * @param context the program's own, {@code spark.sparkContext()} of a session or {@code sc()} of a Java context;
     *     stays the caller's to stop
     * @return the runner
     */
    public static SparkBatch on(SparkContext context) {
        return new SparkBatch(context, Cloud::open, DEFAULT_ITEMS_PER_TASK);
    }

    /**
     * Says how executors open their Cloud.
     *
     * @param source runs on each executor; by default {@link Cloud#open()}: the file that {@code WELKIN_CONFIG} names,
     *     or {@code welkin.yaml} in the executor's folder
     * @return a new runner
     */
    public SparkBatch clouds(CloudSource source) {
        return new SparkBatch(context, source, itemsPerTask);
    }

    /**
     * Limits the inputs of a task. Fewer give progress sooner, more cost less where an input takes only milliseconds.
     *
     * @param value at least 1; by default {@value #DEFAULT_ITEMS_PER_TASK}
     * @return a new runner
     * @throws CloudException INVALID_ARGUMENT if it is less
     */
    public SparkBatch itemsPerTask(int value) {
        if (value < 1) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, "A task needs at least one input, not " + value);
        }
        return new SparkBatch(context, clouds, value);
    }

    @Override
    public void run(Cloud cloud, BatchWork work, Iterator<BatchItem> items, Consumer<BatchOutcome> outcomes) {
        try (Jobs jobs = new Jobs(context, work, clouds)) {
            new SparkRun(jobs, items, outcomes, itemsPerTask).run();
        }
    }
}
