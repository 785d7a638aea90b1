package dev.welkin.ai.batch;

/**
 * What a batch does with each input, usually with a loaded model. It MUST be safe for use by several threads, and
 * SHOULD give the same result for the same input: an input whose result was not yet acknowledged when its machine died
 * is done again. It is GUARANTEED that no call runs when {@link #close} is called, unless one does not heed its
 * thread's interrupt.
 */
@FunctionalInterface
public interface BatchStep extends AutoCloseable {
    /**
     * Works on one input.
     *
     * @param input the object
     * @return the result's bytes; never null
     * @throws Exception if the input can't be worked on: a {@link dev.welkin.CloudException} that is retryable, and
     *     anything that is no CloudException, is tried again as {@link BatchInference#attempts} says; then the input is
     *     reported and the run goes on
     */
    byte[] run(BatchInput input) throws Exception;

    /** Frees what the step holds; does nothing unless overridden. */
    @Override
    default void close() {}
}
