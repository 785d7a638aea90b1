package dev.welkin.ai.djl.internal;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.infer.TensorType;
import dev.welkin.ai.infer.Tensors;
import dev.welkin.ai.models.Model;
import dev.welkin.ai.models.TensorInfo;
import dev.welkin.ai.spi.InferenceDriver;
import dev.welkin.spi.Shown;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An ONNX model in DJL. Each run has one native scope, which frees what the run took. */
public final class OnnxDriver implements InferenceDriver {
    private static final String SUFFIX = ".onnx";
    private final ai.djl.Model model;
    private final List<TensorInfo> inputs;
    private final List<TensorInfo> outputs;
    private final long fileBytes;
    private final DirectBuffers buffers = new DirectBuffers();
    private final HighWater highWater = new HighWater();

    private OnnxDriver(ai.djl.Model model, List<TensorInfo> inputs, List<TensorInfo> outputs, long fileBytes) {
        this.model = model;
        this.inputs = inputs;
        this.outputs = outputs;
        this.fileBytes = fileBytes;
    }

    /** Reads the file, refuses what must not reach the engine, and loads it. */
    public static OnnxDriver open(Model model) {
        Map.Entry<String, byte[]> graph = ModelFolder.onlyFile(model, SUFFIX, "An ONNX model");
        String name = graph.getKey();
        OnnxFile file = OnnxFile.read(graph.getValue());
        requireInside(file, model);
        List<TensorInfo> inputs = file.inputs(model.description().inputs());
        List<TensorInfo> outputs = file.outputs(model.description().outputs());
        long size = model.files().values().stream().mapToLong(f -> f.length).sum();
        ai.djl.Model loaded = OnnxEngine.newModel(name);
        OnnxDriver driver = new OnnxDriver(loaded, inputs, outputs, size);
        try {
            return EngineThread.call(() -> driver.loaded(model, name));
        } catch (CloudException e) {
            driver.close();
            throw e;
        }
    }

    @Override
    public List<TensorInfo> inputs() {
        return inputs;
    }

    @Override
    public List<TensorInfo> outputs() {
        return outputs;
    }

    @Override
    public Tensors run(Tensors given) {
        return highWater.run(bytes(given), () -> forward(given));
    }

    @Override
    public long nativeBytes() {
        return fileBytes + buffers.bytes();
    }

    @Override
    public void close() {
        model.close();
    }

    /** The engine has read or mapped all it needs when it returns, so the folder may go. */
    private OnnxDriver loaded(Model source, String name) {
        try (SessionOptions options = OnnxEngine.sessionOptions();
                ModelFolder folder = ModelFolder.of(source)) {
            model.load(folder.file(name), null, Map.of("sessionOptions", options));
            return this;
        } catch (MalformedModelException | OrtException e) {
            String said = String.valueOf(
                    OnnxEngine.causes(e).reduce((a, b) -> b).orElse(e).getMessage());
            throw CloudException.of(
                    ErrorCode.CORRUPTED,
                    "ONNX Runtime can't load '" + name + "': " + Shown.of(said.replaceFirst("(?s).*? failed:", ""), 300)
                            + ". Check that it opens in the tool it came from, and publish it again.",
                    e);
        } catch (IOException e) {
            throw CloudException.of(ErrorCode.UNAVAILABLE, "Loading '" + name + "' failed: " + e, e);
        }
    }

    private Tensors forward(Tensors given) {
        List<ByteBuffer> taken = new ArrayList<>();
        try (NDManager scope = model.getNDManager().newSubManager()) {
            NDList arrays = new NDList();
            for (Tensor tensor : given) {
                ByteBuffer elements = buffers.copy(tensor);
                taken.add(elements);
                NDArray array = DjlTensors.array(scope, tensor, elements);
                array.setName(tensor.name());
                arrays.add(array);
            }
            return read(model.getBlock().forward(new ParameterStore(scope, false), arrays, false));
        } catch (RuntimeException e) {
            throw failed(given, e);
        } finally {
            taken.forEach(buffers::giveBack);
        }
    }

    private static long bytes(Tensors given) {
        long sum = 0;
        for (Tensor tensor : given) {
            sum += tensor.bytes().remaining();
        }
        return sum;
    }

    private Tensors read(NDList arrays) {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < arrays.size(); i++) {
            NDArray array = arrays.get(i);
            TensorType type = TensorType.named(outputs.get(i).type());
            tensors.add(DjlTensors.tensor(array.getName(), type, array));
        }
        return Tensors.of(tensors);
    }

    /** A model that names a file it did not bring would read whatever lies there on this machine. */
    private static void requireInside(OnnxFile file, Model model) {
        for (String wanted : file.externalFiles()) {
            if (!model.files().containsKey(wanted)) {
                throw CloudException.of(
                        ErrorCode.REFUSED,
                        "The ONNX model wants weights from the file '" + Shown.of(wanted)
                                + "', which is not one of the model's own, "
                                + Shown.of(model.files().keySet())
                                + ". Nothing was loaded; publish the weights with the model, side by side.");
            }
        }
    }

    private static CloudException failed(Tensors given, RuntimeException e) {
        OrtException engine = OnnxEngine.causes(e)
                .filter(OrtException.class::isInstance)
                .map(OrtException.class::cast)
                .findFirst()
                .orElse(null);
        boolean theirs = engine != null && engine.getCode() == OrtException.OrtErrorCode.ORT_INVALID_ARGUMENT;
        return CloudException.of(
                theirs ? ErrorCode.INVALID_ARGUMENT : ErrorCode.INTERNAL,
                "ONNX Runtime failed on " + Shown.of(given) + ": "
                        + Shown.of(engine == null ? e : engine.getMessage(), 300),
                e);
    }
}
