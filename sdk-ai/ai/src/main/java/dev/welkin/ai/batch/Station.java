package dev.welkin.ai.batch;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import dev.welkin.storage.Bucket;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The buckets and the step of one process, each opened when it is first needed; what can't be opened stays so. */
final class Station implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Station.class);

    private final ItemWork work;
    private final Cloud cloud;
    private @Nullable Buckets buckets;
    private @Nullable BatchStep step;
    private @Nullable CloudException broken;

    Station(ItemWork work, Cloud cloud) {
        this.work = work;
        this.cloud = cloud;
    }

    record Buckets(Bucket inputs, Bucket results) {}

    synchronized Buckets buckets() {
        requireWhole();
        if (buckets == null) {
            buckets = orBreak(this::openBuckets);
        }
        return buckets;
    }

    synchronized BatchStep step() {
        requireWhole();
        if (step == null) {
            step = orBreak(this::openStep);
        }
        return step;
    }

    private Buckets openBuckets() {
        Bucket inputs = work.inputs().bucket().open(cloud);
        Bucket results = work.results().bucket().open(cloud);
        ResultsMark.require(results, work.results().prefix(), work.mark(), cloud);
        return new Buckets(inputs, results);
    }

    private BatchStep openStep() throws Exception {
        try {
            return Objects.requireNonNull(work.step().open(cloud), "its source returned null");
        } catch (CloudException e) {
            throw e.toBuilder()
                    .message("The batch's step can't be opened: " + e.getMessage())
                    .build();
        }
    }

    private void requireWhole() {
        if (broken != null) {
            throw new CannotWork(broken);
        }
    }

    private <T> T orBreak(Opening<T> opening) {
        try {
            return opening.open();
        } catch (InterruptedException e) {
            throw CloudException.interrupted("open a batch's step", e);
        } catch (CloudException e) {
            StepFailures.throwIfStopped(e);
            broken = e;
        } catch (Exception | LinkageError e) {
            broken = CloudException.of(
                    ErrorCode.FAILED,
                    "The batch's step can't be opened: " + Shown.of(e, BatchFailure.MAX_MESSAGE_CHARS),
                    e);
        }
        throw new CannotWork(broken);
    }

    /** Results are safe already, so a step that can't be closed spoils nothing. */
    @Override
    public synchronized void close() {
        if (step == null) {
            return;
        }
        try {
            step.close();
        } catch (RuntimeException e) {
            LOG.warn("A batch's step could not be closed", e);
        }
        step = null;
    }

    private interface Opening<T> {
        T open() throws Exception;
    }
}
