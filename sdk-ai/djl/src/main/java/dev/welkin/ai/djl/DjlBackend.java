package dev.welkin.ai.djl;

import dev.welkin.ai.djl.internal.NetworkDriver;
import dev.welkin.ai.djl.internal.OnnxDriver;
import dev.welkin.ai.djl.internal.OnnxJar;
import dev.welkin.ai.djl.internal.PyTorchJar;
import dev.welkin.ai.djl.internal.TorchScriptDriver;
import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.models.Model;
import dev.welkin.ai.spi.InferenceBackend;
import dev.welkin.ai.spi.InferenceDriver;
import java.util.Set;

/**
 * Runs {@code onnx} models by DJL's ONNX Runtime engine, one thread a run, and {@code torchscript} models and networks
 * that were trained here by its PyTorch engine, on the processor. Found by the service loader; programs use
 * {@link dev.welkin.ai.infer.InferenceModel}. DJL is set to be offline and untracked before its first class loads:
 * nothing is downloaded and nobody is told. Safe for use by several threads.
 */
public final class DjlBackend implements InferenceBackend {
    private static final String TORCH_SCRIPT = InferenceModel.TORCHSCRIPT.name();
    private static final String NETWORK = InferenceModel.NETWORK.name();

    /** Made by the service loader. */
    public DjlBackend() {}

    @Override
    public Set<String> formats() {
        return Set.of("onnx", TORCH_SCRIPT, NETWORK);
    }

    @Override
    public boolean isCode(String format) {
        return format.equals(TORCH_SCRIPT);
    }

    @Override
    public InferenceDriver open(Model model) {
        String format = model.description().format();
        if (format.equals(TORCH_SCRIPT)) {
            PyTorchJar.require();
            return TorchScriptDriver.open(model);
        }
        if (format.equals(NETWORK)) {
            PyTorchJar.require();
            return NetworkDriver.open(model);
        }
        OnnxJar.require();
        return OnnxDriver.open(model);
    }
}
