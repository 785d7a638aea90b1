package dev.welkin.ai.batch;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ai.batch.spi.BatchItem;
import dev.welkin.ai.batch.spi.BatchOutcome;
import dev.welkin.ai.batch.spi.BatchWorker;
import java.time.Duration;

/** Tries inputs until they have a result or their attempts are used up. */
final class ItemWorker implements BatchWorker {
    /** The wait before the second attempt; it doubles with each further one. */
    static final Duration FIRST_WAIT = Duration.ofMillis(200);

    /** The longest wait, also where a provider asks for more. */
    static final Duration MAX_WAIT = Duration.ofSeconds(30);

    private final ItemWork work;
    private final Cloud cloud;
    private final Station station;

    ItemWorker(ItemWork work, Cloud cloud) {
        this.work = work;
        this.cloud = cloud;
        this.station = new Station(work, cloud);
    }

    @Override
    public BatchOutcome process(BatchItem item) {
        try {
            return attempts(new ItemTask(work, station, item));
        } catch (CannotWork e) {
            return new BatchOutcome.Halted(e.failure());
        }
    }

    private BatchOutcome attempts(ItemTask task) {
        for (int attempt = 1; ; attempt++) {
            CloudException failure;
            try {
                return task.run();
            } catch (InterruptedException e) {
                throw CloudException.interrupted("work on a batch", e);
            } catch (CannotWork e) {
                throw e;
            } catch (CloudException e) {
                StepFailures.throwIfStopped(e);
                failure = e;
            } catch (LinkageError e) {
                throw new CannotWork(StepFailures.of(e)); // a class or native library is missing here
            } catch (Exception | StackOverflowError | AssertionError e) {
                failure = StepFailures.of(e);
            }
            if (attempt >= work.attempts() || !failure.retryable()) {
                return new BatchOutcome.Failed(BatchFailure.of(task.key(), failure, attempt));
            }
            await(attempt, failure);
        }
    }

    private void await(int attempt, CloudException failure) {
        Duration backoff = FIRST_WAIT.multipliedBy(1L << Math.min(attempt - 1, 20));
        Duration asked = failure.retryAfter().orElse(Duration.ZERO);
        Duration wait = asked.compareTo(backoff) > 0 ? asked : backoff;
        try {
            cloud.clock().sleep(wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait);
        } catch (InterruptedException e) {
            throw CloudException.interrupted("wait for the next attempt of a batch", e);
        }
    }

    @Override
    public void close() {
        station.close();
    }
}
