package dev.welkin.ai.djl.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.infer.TensorFile;
import dev.welkin.ai.infer.TensorType;
import dev.welkin.ai.infer.Tensors;
import dev.welkin.ai.models.Model;
import dev.welkin.ai.models.TensorInfo;
import dev.welkin.ai.spi.InferenceDriver;
import dev.welkin.ai.train.Network;
import dev.welkin.ai.train.TrainedModel;
import dev.welkin.spi.Shown;
import java.nio.ByteBuffer;
import java.util.List;

/** A network of ours, built from its manifest, on PyTorch. Its file holds numbers and nothing else. */
public final class NetworkDriver implements InferenceDriver {
    private final NDManager manager;
    private final Network network;
    private final NetworkForward forward;
    private final long fileBytes;
    private final DirectBuffers buffers = new DirectBuffers();

    private NetworkDriver(NDManager manager, Network network, NetworkForward forward, long fileBytes) {
        this.manager = manager;
        this.network = network;
        this.forward = forward;
        this.fileBytes = fileBytes;
    }

    /** Reads the weights and lays them out for the engine. */
    public static NetworkDriver open(Model model) {
        Network network = Network.fromManifest(model.description().architecture());
        byte[] file = model.files().get(TrainedModel.FILE);
        if (file == null) {
            throw CloudException.of(
                    ErrorCode.CORRUPTED,
                    "A network has its weights in '" + TrainedModel.FILE + "'; this one has "
                            + Shown.of(model.files().keySet()));
        }
        TensorFile weights = TensorFile.read(file);
        NDManager manager = PyTorchEngine.newManager();
        try {
            NetworkForward forward = NetworkForward.of(network, weights.tensors(), manager);
            return new NetworkDriver(manager, network, forward, file.length);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    @Override
    public List<TensorInfo> inputs() {
        return List.of(network.inputTensor());
    }

    @Override
    public List<TensorInfo> outputs() {
        return List.of(network.outputTensor());
    }

    @Override
    public Tensors run(Tensors given) {
        Tensor input = given.iterator().next();
        ByteBuffer elements = buffers.copy(input);
        try (NDManager scope = manager.newSubManager()) {
            NDArray scores = forward.scores(DjlTensors.array(scope, input, elements), false);
            return Tensors.of(DjlTensors.tensor(network.outputTensor().name(), TensorType.FP32, scores));
        } catch (RuntimeException e) {
            throw CloudException.of(ErrorCode.INTERNAL, "PyTorch failed on " + Shown.of(given) + ": " + e, e);
        } finally {
            buffers.giveBack(elements);
        }
    }

    @Override
    public long nativeBytes() {
        return fileBytes + buffers.bytes();
    }

    @Override
    public void close() {
        manager.close();
    }
}
