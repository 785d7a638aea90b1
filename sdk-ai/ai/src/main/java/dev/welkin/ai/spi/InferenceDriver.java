package dev.welkin.ai.spi;

import dev.welkin.ai.infer.Tensors;
import dev.welkin.ai.models.TensorInfo;
import java.util.List;

/**
 * One model in an engine. It MUST be safe for use by several threads at once and MUST free by the end of each
 * {@link #run} whatever that took from the engine. It is GUARANTEED that inputs have the names, types and shapes of
 * {@link #inputs} and hold no NaN, and that {@link #close} is called once, when no run is inside. It never retries.
 */
public interface InferenceDriver extends AutoCloseable {
    /**
     * Returns what the model takes, as its files say.
     *
     * @return one for each input; -1 where any size is taken
     */
    List<TensorInfo> inputs();

    /**
     * Returns what the model gives, as its files say.
     *
     * @return one for each output; -1 where the size depends on the input
     */
    List<TensorInfo> outputs();

    /**
     * Runs the model on the calling thread.
     *
     * @param inputs one tensor for each input
     * @return one tensor for each output
     * @throws dev.welkin.CloudException INVALID_ARGUMENT if the engine refuses the inputs; INTERNAL if it fails
     */
    Tensors run(Tensors inputs);

    /**
     * Estimates what the model holds outside the Java heap: its files as loaded, and the buffers it keeps.
     *
     * @return bytes
     */
    long nativeBytes();

    /** Frees the model. Never throws. */
    @Override
    void close();
}
