package dev.welkin.ai.predict;

import java.util.List;

/**
 * One loaded model, as a {@link Predictor} calls it; whoever writes an engine implements it. It MUST be safe for use by
 * several threads and MUST answer one output per input, in the order of the inputs. It is GUARANTEED that a batch is
 * never empty and holds no null, and that {@link #close} is called once, after the last batch has ended. It never
 * retries.
 *
 * @param <I> what goes in
 * @param <O> what comes out
 */
@FunctionalInterface
public interface BatchFunction<I, O> extends AutoCloseable {
    /**
     * Runs the model.
     *
     * @param inputs one or more inputs
     * @return as many outputs, in the same order
     * @throws Exception if the model fails; a {@link dev.welkin.CloudException} reaches the caller as it is, anything
     *     else as INTERNAL
     */
    List<O> predict(List<I> inputs) throws Exception;

    /**
     * Tells whether several inputs together are cheaper than one after the other. A model that says no is called on the
     * caller's own thread, with one input and no queue.
     *
     * @return true unless overridden
     */
    default boolean profitsFromBatches() {
        return true;
    }

    /**
     * Names the classes that the model tells, so that it is not replaced by one that tells others without a word.
     *
     * @return in the order of the model; none unless overridden, which means that nothing is known of them
     */
    default List<String> labels() {
        return List.of();
    }

    /**
     * Estimates what the model holds outside the Java heap.
     *
     * @return bytes; 0 unless overridden
     */
    default long nativeBytes() {
        return 0;
    }

    /** Frees what the model holds; does nothing unless overridden. */
    @Override
    default void close() {}
}
