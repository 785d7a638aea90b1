package dev.welkin.ai.infer;

/**
 * A use of a model in the program's own words: images in and boxes out, in place of tensors. One task serves any model
 * that suits it. Safe for use by several threads.
 *
 * @param <I> what goes in
 * @param <O> what comes out
 */
@FunctionalInterface
public interface Task<I, O> {
    /**
     * Prepares the task for one model.
     *
     * @param model whose inputs, outputs and description tell how
     * @return the way in and out; safe for use by several threads
     * @throws dev.welkin.CloudException INVALID_ARGUMENT if the model does not suit this task
     */
    Conversion<I, O> on(InferenceModel model);
}
