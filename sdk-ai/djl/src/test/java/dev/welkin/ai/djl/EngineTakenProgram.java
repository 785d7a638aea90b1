package dev.welkin.ai.djl;

import ai.onnxruntime.OrtEnvironment;
import dev.welkin.CloudException;
import dev.welkin.ai.infer.InferenceModel;

/** Uses ONNX Runtime by itself before it asks for a model, twice. */
final class EngineTakenProgram {
    private EngineTakenProgram() {}

    public static void main(String[] args) {
        System.out.println("started " + OrtEnvironment.getEnvironment());
        for (int attempt = 0; attempt < 2; attempt++) {
            try (InferenceModel model = InferenceModel.open(OnnxModels.plusOne(1))) {
                System.out.println("opened " + model.inputs());
            } catch (CloudException e) {
                System.out.println("refused " + e.code() + " " + e.reason() + " " + e.getMessage());
            }
        }
    }
}
