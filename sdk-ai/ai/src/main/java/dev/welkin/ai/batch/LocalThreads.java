package dev.welkin.ai.batch;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.batch.spi.BatchItem;
import dev.welkin.ai.batch.spi.BatchOutcome;
import dev.welkin.ai.batch.spi.BatchRunner;
import dev.welkin.ai.batch.spi.BatchWork;
import dev.welkin.ai.batch.spi.BatchWorker;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * Runs a batch in this process: on the calling thread and others of the Cloud's executor, all with one step. Immutable.
 */
public final class LocalThreads implements BatchRunner {
    private final int threads;

    private LocalThreads(int threads) {
        this.threads = threads;
    }

    /**
     * Uses a number of threads. More than there are processors pays where the step waits for others.
     *
     * @param threads how many inputs are worked on at once, at least 1
     * @return the runner
     * @throws CloudException INVALID_ARGUMENT if there is none
     */
    public static LocalThreads of(int threads) {
        if (threads < 1) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, "A batch needs at least one thread, not " + threads);
        }
        return new LocalThreads(threads);
    }

    /**
     * Uses one thread for each processor, the default of {@link BatchInference#run(Cloud)}.
     *
     * @return the runner
     */
    public static LocalThreads perProcessor() {
        return of(Runtime.getRuntime().availableProcessors());
    }

    @Override
    public void run(Cloud cloud, BatchWork work, Iterator<BatchItem> items, Consumer<BatchOutcome> outcomes) {
        try (BatchWorker worker = work.worker(cloud)) {
            new Crew(worker, items, outcomes).run(cloud.context().executor(), threads);
        }
    }
}
