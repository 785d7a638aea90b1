package dev.welkin.ai.spi;

import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.train.Network;
import java.util.Map;

/**
 * Trains networks in an engine; found by {@link java.util.ServiceLoader}. It MUST be cheap to make: nothing native
 * loads before {@link #open}. It must never download anything and never report to anybody.
 */
public interface TrainingBackend {
    /**
     * Names the engine.
     *
     * @return for manifests and errors, for example {@code pytorch}
     */
    String engine();

    /**
     * Begins or continues training. It is GUARANTEED that the state holds each parameter of the network in its shape,
     * and otherwise only what {@link TrainingDriver#state} of the same engine returned.
     *
     * @param network what to train
     * @param state where to begin, by name
     * @param threads how many threads to compute with, 1 or more; all calls come from the thread that opens
     * @return the network in the engine
     * @throws dev.welkin.CloudException UNSUPPORTED if the engine is not on the class path; CORRUPTED if the state is
     *     not one of its own
     */
    TrainingDriver open(Network network, Map<String, Tensor> state, int threads);
}
