package dev.welkin.ai.djl;

import dev.welkin.CloudException;
import dev.welkin.ai.infer.InferenceModel;

/** Opens a model, in whatever class loader it is. */
public final class OpenProgram {
    private OpenProgram() {}

    /** Returns what happened. */
    public static String open() {
        try (InferenceModel model = InferenceModel.open(OnnxModels.plusOne(1))) {
            return "opened " + model.inputs();
        } catch (CloudException e) {
            return e.code() + " " + e.getMessage();
        }
    }
}
