package dev.welkin.ai.infer;

/**
 * The way into a model and out of it again. Safe for use by several threads.
 *
 * @param <I> what goes in
 * @param <O> what comes out
 */
public interface Conversion<I, O> {
    /**
     * Makes the model's inputs.
     *
     * @param input what goes in
     * @return a tensor for each input of the model
     * @throws dev.welkin.CloudException INVALID_ARGUMENT if this input can't be used
     */
    Tensors inputs(I input);

    /**
     * Reads the model's outputs.
     *
     * @param input what went in
     * @param outputs a tensor for each output of the model
     * @return what comes out
     */
    O output(I input, Tensors outputs);
}
