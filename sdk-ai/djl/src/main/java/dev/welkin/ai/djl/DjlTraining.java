package dev.welkin.ai.djl;

import dev.welkin.ai.djl.internal.PyTorchJar;
import dev.welkin.ai.djl.internal.PyTorchTraining;
import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.spi.TrainingBackend;
import dev.welkin.ai.spi.TrainingDriver;
import dev.welkin.ai.train.Network;
import java.util.Map;

/**
 * Trains by DJL's PyTorch engine, on the processor. Found by the service loader; programs use
 * {@link dev.welkin.ai.train.Trainer}. Offline and untracked as {@link DjlBackend} is. Safe for use by several threads;
 * trainings in one JVM take turns, step by step.
 */
public final class DjlTraining implements TrainingBackend {
    /** Made by the service loader. */
    public DjlTraining() {}

    @Override
    public String engine() {
        return "pytorch";
    }

    @Override
    public TrainingDriver open(Network network, Map<String, Tensor> state, int threads) {
        PyTorchJar.require();
        return PyTorchTraining.open(network, state, threads);
    }
}
