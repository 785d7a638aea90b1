package dev.welkin.ai.spi;

import dev.welkin.ai.infer.Tensor;
import java.util.Map;

/**
 * A network that is being trained, for the thread that opened it. On one machine and one number of threads the same
 * calls MUST give the same numbers, bit for bit, also when they are parted by {@link #state} and
 * {@link TrainingBackend#open}. It MUST free by the end of each call whatever that took from the engine. It never
 * retries.
 */
public interface TrainingDriver extends AutoCloseable {
    /**
     * Learns from a batch: the loss is the sum over rows and classes of - target * log softmax(scores), and one step of
     * Adam (Kingma and Ba 2015, with 0.9, 0.999 and 1e-8) lowers it.
     *
     * @param inputs rows of {@link dev.welkin.ai.train.Network#inputSize} numbers; GUARANTEED finite
     * @param targets rows of one number for each class
     * @param learningRate the rate of the step
     * @return the scores that the batch had before the step: rows of one number for each class
     */
    float[] learn(float[] inputs, float[] targets, double learningRate);

    /**
     * Scores a batch without learning from it.
     *
     * @param inputs rows as {@link #learn} takes them
     * @return rows of one number for each class
     */
    float[] score(float[] inputs);

    /**
     * Returns all that is needed to go on later: each parameter of the network under its name, and the optimiser's own
     * under names that begin with {@code optimizer.}.
     *
     * @return copies, by name
     */
    Map<String, Tensor> state();

    /** Frees the network. Never throws. */
    @Override
    void close();
}
