package dev.welkin.ai.batch;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.batch.spi.BatchRunner;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.GetOptions;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.ObjectKey;
import dev.welkin.storage.StorageFeature;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Inference over all objects under a prefix, with one result object each:
 * {@code BatchInference.over("photos/in/").to("results/faces-v3/").step(FacesStep::new).run(cloud)}. The result of
 * {@code in/a.jpg} is {@code faces-v3/in/a.jpg}.
 *
 * <p>A run that was cut off, by {@code kill -9} too, is run again: it keeps every result that was acknowledged, works
 * on what has none, and replaces the results of inputs that were changed since. However often an input is worked on,
 * also by several runs at once, it has one result. An input that fails is tried again, then reported, and the run goes
 * on. A run ends early only where no input can be worked on: the step can't be opened, a machine has another bucket, or
 * {@link #giveUpAfter} inputs in a row fail for no fault of their own. A result whose input was deleted stays.
 *
 * <p>Under the results' prefix lies one object more, {@code .batch}, by which all machines know that they have the same
 * bucket. The results' bucket must support METADATA.
 *
 * <p>Not safe for use by several threads; can be run again.
 */
public final class BatchInference {
    /** Three attempts. */
    public static final int DEFAULT_ATTEMPTS = 3;

    /** 64 MiB. */
    public static final long DEFAULT_MAX_INPUT_BYTES = GetOptions.DEFAULT_MAX_BYTES;

    /** Twenty in a row. */
    public static final int DEFAULT_GIVE_UP_AFTER = 20;

    private final BucketFolder inputs;
    private @Nullable BucketFolder results;
    private @Nullable StepSource step;
    private String suffix = "";
    private int attempts = DEFAULT_ATTEMPTS;
    private long maxInputBytes = DEFAULT_MAX_INPUT_BYTES;
    private int giveUpAfter = DEFAULT_GIVE_UP_AFTER;
    private Predicate<ObjectInfo> filter = info -> true;
    private Consumer<BatchProgress> progress = p -> {};
    private Consumer<BatchFailure> failures = f -> {};

    private BatchInference(BucketFolder inputs) {
        this.inputs = inputs;
    }

    /**
     * Says where the inputs are.
     *
     * @param folder a bucket's name in the configuration and a prefix, for example {@code photos/in/}
     * @return a batch to describe further
     * @throws CloudException as {@link BucketFolder#parse} says
     */
    public static BatchInference over(String folder) {
        return over(BucketFolder.parse(folder));
    }

    /**
     * Says where the inputs are.
     *
     * @param folder a bucket and a prefix
     * @return a batch to describe further
     */
    public static BatchInference over(BucketFolder folder) {
        return new BatchInference(folder);
    }

    /**
     * Says where the results go. Name the model's version in it: another prefix is another batch.
     *
     * @param folder a bucket's name in the configuration and a prefix, for example {@code results/faces-v3/}; not
     *     within the inputs
     * @return this
     * @throws CloudException as {@link BucketFolder#parse} says
     */
    public BatchInference to(String folder) {
        return to(BucketFolder.parse(folder));
    }

    /**
     * Says where the results go. Name the model's version in it: another prefix is another batch.
     *
     * @param folder a bucket and a prefix, not within the inputs
     * @return this
     */
    public BatchInference to(BucketFolder folder) {
        results = folder;
        return this;
    }

    /**
     * Says what follows the input's key in the key of its result.
     *
     * @param value for example {@code .json}, which says the results' content type too; by default ""
     * @return this
     */
    public BatchInference suffix(String value) {
        suffix = ObjectKey.checkPrefix(value);
        return this;
    }

    /**
     * Says what is done with each input.
     *
     * @param source opens the step, once per process
     * @return this
     */
    public BatchInference step(StepSource source) {
        step = source;
        return this;
    }

    /**
     * Says which objects are inputs.
     *
     * @param value true for an input; by default all are. It runs in the calling process, and sees what a listing shows
     * @return this
     */
    public BatchInference filter(Predicate<ObjectInfo> value) {
        filter = value;
        return this;
    }

    /**
     * Says how often an input is tried, with waits of 200 ms that double each time.
     *
     * @param value at least 1; by default {@value #DEFAULT_ATTEMPTS}
     * @return this
     * @throws CloudException INVALID_ARGUMENT if it is less
     */
    public BatchInference attempts(int value) {
        attempts = (int) positive("attempts", value);
        return this;
    }

    /**
     * Limits an input's length, since each is held in memory whole; a longer one is a failure.
     *
     * @param value at least 1; by default 64 MiB
     * @return this
     * @throws CloudException INVALID_ARGUMENT if it is less
     */
    public BatchInference maxInputBytes(long value) {
        maxInputBytes = positive("maxInputBytes", value);
        return this;
    }

    /**
     * Says when a run is hopeless: after so many inputs in a row that failed because a bucket, a provider or a cluster
     * refused or did not answer. Inputs that a step can't work on don't count.
     *
     * @param value at least 1; by default {@value #DEFAULT_GIVE_UP_AFTER}
     * @return this
     * @throws CloudException INVALID_ARGUMENT if it is less
     */
    public BatchInference giveUpAfter(int value) {
        giveUpAfter = (int) positive("giveUpAfter", value);
        return this;
    }

    /**
     * Is told after every input.
     *
     * @param listener told by one thread at a time; what it throws ends the run
     * @return this
     */
    public BatchInference onProgress(Consumer<BatchProgress> listener) {
        progress = listener;
        return this;
    }

    /**
     * Is told of every input that failed for good.
     *
     * @param listener told by one thread at a time; what it throws ends the run
     * @return this
     */
    public BatchInference onFailure(Consumer<BatchFailure> listener) {
        failures = listener;
        return this;
    }

    /**
     * Runs in this process, on one thread for each processor.
     *
     * @param cloud whose configuration names the buckets
     * @return what was done
     * @throws CloudException as {@link #run(Cloud, BatchRunner)} says
     */
    public BatchReport run(Cloud cloud) {
        return run(cloud, LocalThreads.perProcessor());
    }

    /**
     * Runs until every input has a result or is reported.
     *
     * @param cloud whose configuration names the buckets
     * @param runner where the inputs are worked on
     * @return what was done
     * @throws CloudException INVALID_ARGUMENT if something is missing in the description, the results lie within the
     *     inputs, or a machine has other buckets (reason {@code other_bucket}); UNSUPPORTED if the results' bucket
     *     lacks METADATA; what listing the inputs or writing to the results fails with; why the step can't be opened;
     *     CANCELLED if the thread is interrupted; the last failure's code where {@link #giveUpAfter} ends the run. What
     *     was acknowledged stays, and the next run goes on from there
     */
    public BatchReport run(Cloud cloud, BatchRunner runner) {
        long start = cloud.clock().nanoTime();
        ItemWork work = prepare(cloud);
        Bucket bucket = inputs.bucket().open(cloud);
        InputWalk walk = new InputWalk(bucket.list(inputs.prefix()).iterator(), filter);
        Tally tally = new Tally(walk, giveUpAfter, progress, failures);
        runner.run(cloud, work, walk, tally::accept);
        return tally.report(Duration.ofNanos(cloud.clock().nanoTime() - start));
    }

    private ItemWork prepare(Cloud cloud) {
        if (results == null || step == null) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, "A batch needs to(..), where results go, and step(..), what is done");
        }
        Bucket bucket = results.bucket().open(cloud);
        bucket.capabilities().require(StorageFeature.METADATA);
        String mark = ResultsMark.write(bucket, results.prefix());
        requireApart(results.prefix(), mark, cloud);
        return new ItemWork(inputs, results, suffix, step, attempts, maxInputBytes, mark);
    }

    /** Results among the inputs would be worked on in their turn. */
    private void requireApart(String prefix, String mark, Cloud cloud) {
        if (prefix.startsWith(inputs.prefix())
                && ResultsMark.isIn(inputs.bucket().open(cloud), prefix, mark)) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "The results at '" + prefix + "' would be inputs too; choose a prefix outside of the inputs");
        }
    }

    private static long positive(String name, long value) {
        if (value < 1) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, name + " is " + value + "; it must be at least 1");
        }
        return value;
    }
}
