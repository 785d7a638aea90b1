package dev.welkin.ai.djl;

import dev.welkin.CloudException;
import dev.welkin.ai.infer.InferenceModel;
import java.util.function.Supplier;

/** Opens a model, in whatever class loader it is. */
public final class OpenProgram {
    private OpenProgram() {}

    /** Returns what happened with ONNX. */
    public static String open() {
        return opened(() -> InferenceModel.open(OnnxModels.plusOne(1)));
    }

    /** Returns what happened with TorchScript. */
    public static String openScript() {
        return opened(() -> InferenceModel.openTrusted(TorchScripts.plusOne()));
    }

    private static String opened(Supplier<InferenceModel> open) {
        try (InferenceModel model = open.get()) {
            return "opened " + model.inputs();
        } catch (CloudException e) {
            return e.code() + " " + e.getMessage();
        }
    }
}
