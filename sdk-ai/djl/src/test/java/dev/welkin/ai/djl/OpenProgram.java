package dev.welkin.ai.djl;

import dev.welkin.CloudException;
import dev.welkin.ai.infer.InferenceModel;
import java.util.function.Supplier;

/** Opens a model, in whatever class loader it is. */
public final class OpenProgram {
    private OpenProgram() {}

    /** Prints what happened with both, and how many threads PyTorch has. */
    public static void main(String[] args) {
        System.out.println("onnx " + open());
        System.out.println("script " + openScript());
        System.out.println("threads " + System.getProperty("ai.djl.pytorch.num_threads"));
    }

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
