package dev.welkin.ai.djl.internal;

import ai.djl.MalformedModelException;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.infer.TensorType;
import dev.welkin.ai.infer.Tensors;
import dev.welkin.ai.models.Model;
import dev.welkin.ai.models.ModelDescription;
import dev.welkin.ai.models.TensorInfo;
import dev.welkin.ai.spi.InferenceDriver;
import dev.welkin.spi.Shown;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A TorchScript model in DJL. The file does not tell what it takes and gives, so the description must; inputs are
 * handed over in its order, outputs are named in its order.
 */
public final class TorchScriptDriver implements InferenceDriver {
    private static final String SUFFIX = ".pt";

    private final ai.djl.Model model;
    private final ModelDescription description;
    private final long fileBytes;
    private final DirectBuffers buffers = new DirectBuffers();

    private TorchScriptDriver(ai.djl.Model model, ModelDescription description, long fileBytes) {
        this.model = model;
        this.description = description;
        this.fileBytes = fileBytes;
    }

    /** Loads the file, which runs nothing of it yet. */
    public static TorchScriptDriver open(Model model) {
        Map.Entry<String, byte[]> script = ModelFolder.onlyFile(model, SUFFIX, "A TorchScript model");
        requireTensors(model.description());
        ai.djl.Model loaded = PyTorchEngine.newModel("model");
        TorchScriptDriver driver = new TorchScriptDriver(loaded, model.description(), script.getValue().length);
        try {
            driver.load(model, script.getKey());
            return driver;
        } catch (CloudException e) {
            driver.close();
            throw e;
        }
    }

    @Override
    public List<TensorInfo> inputs() {
        return description.inputs();
    }

    @Override
    public List<TensorInfo> outputs() {
        return description.outputs();
    }

    @Override
    public Tensors run(Tensors given) {
        List<ByteBuffer> taken = new ArrayList<>();
        try (NDManager scope = model.getNDManager().newSubManager()) {
            NDList arrays = new NDList();
            for (TensorInfo input : description.inputs()) {
                Tensor tensor = given.get(input.name());
                ByteBuffer elements = buffers.copy(tensor);
                taken.add(elements);
                arrays.add(DjlTensors.array(scope, tensor, elements));
            }
            return read(model.getBlock().forward(new ParameterStore(scope, false), arrays, false));
        } catch (EngineException e) { // what the script itself throws, as for a shape it can't use, comes as this
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, "The model refused " + Shown.of(given) + ": " + firstLine(e), e);
        } catch (CloudException e) {
            throw e;
        } catch (RuntimeException e) {
            throw CloudException.of(ErrorCode.INTERNAL, "PyTorch failed on " + Shown.of(given) + ": " + e, e);
        } finally {
            taken.forEach(buffers::giveBack);
        }
    }

    @Override
    public long nativeBytes() {
        return fileBytes + buffers.bytes();
    }

    @Override
    public void close() {
        model.close();
    }

    /** Set for inference here: the engine itself does so in the first run, which others would overtake. */
    private void load(Model source, String name) {
        try (ModelFolder folder = ModelFolder.of(source)) {
            model.load(folder.file(name), null, null);
            JniUtils.enableInferenceMode((PtSymbolBlock) model.getBlock());
        } catch (MalformedModelException | EngineException e) {
            throw CloudException.of(
                    ErrorCode.CORRUPTED,
                    "PyTorch can't load '" + name + "': " + firstLine(e)
                            + ". Check that torch.jit.load opens it, and publish it again.",
                    e);
        } catch (IOException e) {
            throw CloudException.of(ErrorCode.UNAVAILABLE, "Loading '" + name + "' failed: " + e, e);
        }
    }

    private Tensors read(NDList arrays) {
        List<TensorInfo> promised = description.outputs();
        if (arrays.size() != promised.size()) {
            throw CloudException.of(
                    ErrorCode.CORRUPTED,
                    "The manifest promises " + promised.size() + " outputs and the model gave " + arrays.size()
                            + "; publish it again with the right manifest.");
        }
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < arrays.size(); i++) {
            NDArray array = arrays.get(i);
            TensorType type = TensorType.named(DjlTensors.typeName(array));
            tensors.add(DjlTensors.tensor(promised.get(i).name(), type, array));
        }
        return Tensors.of(tensors);
    }

    private static void requireTensors(ModelDescription description) {
        if (description.inputs().isEmpty() || description.outputs().isEmpty()) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "A TorchScript file does not tell what it takes and gives; name its inputs and outputs in the"
                            + " manifest with ModelDescription.withTensors, in the order of its forward method.");
        }
    }

    /** The engine's messages go on with a stack of its own. */
    private static String firstLine(Exception e) {
        String said = String.valueOf(e.getMessage());
        String useful = said.lines()
                .filter(line -> line.contains("Error:") && !line.contains("Traceback"))
                .findFirst()
                .orElseGet(() -> said.lines().findFirst().orElse(said));
        return Shown.of(useful, 300);
    }
}
