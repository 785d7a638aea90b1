package dev.welkin.ai.spark;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.batch.BatchFailure;
import dev.welkin.ai.batch.spi.BatchItem;
import dev.welkin.ai.batch.spi.BatchOutcome;
import dev.welkin.ai.batch.spi.BatchWork;
import dev.welkin.ai.batch.spi.BatchWorker;
import dev.welkin.spi.Shown;

/** A worker with a Cloud of its own; or, where none can be opened, one that says so. */
final class OpenWorker implements BatchWorker {
    private final BatchWorker worker;
    private final Cloud cloud;

    private OpenWorker(BatchWorker worker, Cloud cloud) {
        this.worker = worker;
        this.cloud = cloud;
    }

    static BatchWorker open(BatchWork work, CloudSource clouds) {
        try {
            Cloud cloud = clouds.open();
            return new OpenWorker(work.worker(cloud), cloud);
        } catch (CloudException e) {
            return new Broken(e.toBuilder()
                    .message("The executor's Cloud can't be opened: " + e.getMessage())
                    .build());
        } catch (RuntimeException e) {
            return new Broken(CloudException.of(
                    ErrorCode.FAILED,
                    "The executor's Cloud can't be opened: " + Shown.of(e, BatchFailure.MAX_MESSAGE_CHARS),
                    e));
        }
    }

    @Override
    public BatchOutcome process(BatchItem item) {
        return worker.process(item);
    }

    @Override
    public void close() {
        try (cloud) {
            worker.close();
        }
    }

    private record Broken(CloudException failure) implements BatchWorker {
        @Override
        public BatchOutcome process(BatchItem item) {
            return new BatchOutcome.Halted(failure);
        }

        @Override
        public void close() {
            // nothing was opened
        }
    }
}
