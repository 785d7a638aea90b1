package dev.welkin.ai.batch.spi;

/** Works on inputs, in one process. Safe for use by several threads. */
public interface BatchWorker extends AutoCloseable {
    /**
     * Works on one input: keeps its result if there is one, else makes it, with the attempts and waits that the batch
     * says. The first call opens the buckets, and the step if there is something to do.
     *
     * @param item the input
     * @return what became of it
     * @throws dev.welkin.CloudException CANCELLED if the thread is interrupted, CLOSED if the Cloud is closed: nothing
     *     became of it
     */
    BatchOutcome process(BatchItem item);

    /** Closes the step. No thread may work on an input then. */
    @Override
    void close();
}
