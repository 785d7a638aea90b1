package dev.welkin.ai.batch.spi;

import dev.welkin.Cloud;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * Has the inputs of a run worked on somewhere. It MUST hand the outcome of every input to the consumer exactly once,
 * whatever dies in between, and MUST have at most a bounded number of inputs in its hands: the listing may be of any
 * length. It MUST end all work when the consumer or the iterator throws, and throw that on. An interrupt of the calling
 * thread MUST end all work as CANCELLED, with the flag restored. One process SHOULD use one worker.
 *
 * <p>It is GUARANTEED that an input may be worked on twice, also at once: its result is written once. A runner never
 * retries an input that failed.
 */
public interface BatchRunner {
    /**
     * Runs until the inputs are at their end.
     *
     * @param cloud the calling process's Cloud
     * @param work makes the workers
     * @param items the inputs; for one thread at a time; {@code next} lists and may throw
     * @param outcomes takes the outcomes; for one thread at a time; what it throws ends the run
     * @throws dev.welkin.CloudException CANCELLED if the thread is interrupted; what the iterator or the consumer
     *     throws; what the place where the work is done fails with, if no input can be worked on there
     */
    void run(Cloud cloud, BatchWork work, Iterator<BatchItem> items, Consumer<BatchOutcome> outcomes);
}
