package dev.welkin.ai.train;

import dev.welkin.ai.infer.Tensor;
import java.util.Map;

/**
 * Where a training stands between two epochs.
 *
 * @param history what has been
 * @param last all the engine needs to go on
 * @param best the weights of the best epoch
 */
record TrainingState(History history, Map<String, Tensor> last, Map<String, Tensor> best) {}
