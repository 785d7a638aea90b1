package dev.welkin.ai.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.Ai;
import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.infer.Tensors;
import dev.welkin.ai.models.Model;
import dev.welkin.ai.models.ModelDescription;
import dev.welkin.ai.models.ModelKeys;
import dev.welkin.ai.models.ModelRegistry;
import dev.welkin.ai.models.TensorInfo;
import dev.welkin.ai.predict.Predictor;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** TorchScript: run where somebody vouches for it, and refused elsewhere. */
class TorchScriptTest {
    @Test
    void trustedModelAnswersForOneRowAndForMany() {
        try (InferenceModel model = InferenceModel.openTrusted(TorchScripts.plusOne())) {
            assertThat(model.takesBatches()).isTrue();
            assertThat(plusOne(model, 1, 2)).containsExactly(2, 3);
            assertThat(plusOne(model, 1, 2, 3, 4)).containsExactly(2, 3, 4, 5);
            assertThat(model.nativeBytes()).isPositive();
        }
    }

    @Test
    void codeNobodyVouchesForIsRefused() {
        assertCode(() -> InferenceModel.open(TorchScripts.plusOne()), ErrorCode.REFUSED, "openTrusted");
    }

    @Test
    void registryRunsWhatATrustedKeyHasSignedAndNothingElse() {
        KeyPair keys = ModelKeys.generate();
        try (Cloud cloud = Cloud.inMemory()) {
            ModelRegistry models = Ai.open(cloud).models();
            models.signedBy(keys.getPrivate()).publish("adder", TorchScripts.plusOne());
            assertCode(() -> models.load("adder", InferenceModel.TORCHSCRIPT), ErrorCode.REFUSED, "trustedKeys");
            ModelRegistry trusting = models.trustedKeys(keys.getPublic());
            InferenceModel model = trusting.load("adder", InferenceModel.TORCHSCRIPT);
            try (Predictor<Tensors, Tensors> adder =
                    Predictor.builder(cloud, model.serving()).open()) {
                assertThat(adder.predict(rows(41, 1)).get("y").toFloats()).containsExactly(42, 2);
            }
        }
    }

    @Test
    void brokenFilesAreCorrupted() {
        byte[] whole = TorchScripts.plusOneFile("1");
        assertCode(
                () -> InferenceModel.openTrusted(TorchScripts.model(Arrays.copyOf(whole, whole.length / 2))),
                ErrorCode.CORRUPTED,
                "PyTorch can't load 'model.pt'");
        assertCode(
                () -> InferenceModel.openTrusted(TorchScripts.model(TorchScripts.archive("  def forward(:\n"))),
                ErrorCode.CORRUPTED,
                "publish it again");
        assertCode(
                () -> InferenceModel.openTrusted(Model.of(TorchScripts.described(), Map.of("model.bin", whole))),
                ErrorCode.CORRUPTED,
                "ends in .pt");
    }

    @Test
    void manifestMustNameInputsAndOutputs() {
        Model unnamed =
                Model.of(ModelDescription.of("test", "torchscript"), Map.of("model.pt", TorchScripts.plusOneFile("1")));
        assertCode(() -> InferenceModel.openTrusted(unnamed), ErrorCode.INVALID_ARGUMENT, "withTensors");
    }

    @Test
    void outputsThatTheManifestDoesNotPromiseAreFound() {
        ModelDescription lie = TorchScripts.described()
                .withTensors(List.of(TensorInfo.of("x", "FP32", -1, 2)), List.of(TensorInfo.of("y", "FP32", -1, 3)));
        try (InferenceModel model =
                InferenceModel.openTrusted(Model.of(lie, Map.of("model.pt", TorchScripts.plusOneFile("1"))))) {
            assertCode(() -> model.run(rows(1, 2)), ErrorCode.CORRUPTED, "The model promises");
        }
    }

    @Test
    void whatTheScriptThrowsIsTheCallersError() {
        byte[] picky = TorchScripts.archive("""
                  def forward(self: __torch__.M,
                      x: Tensor) -> Tensor:
                    return torch.mm(x, x)
                """);
        try (InferenceModel model = InferenceModel.openTrusted(TorchScripts.model(picky))) {
            assertCode(() -> model.run(rows(1, 2, 3, 4, 5, 6)), ErrorCode.INVALID_ARGUMENT, "cannot be multiplied");
            assertThat(model.run(rows(1, 2, 3, 4)).get("y").toFloats()).containsExactly(7, 10, 15, 22);
        }
    }

    private static void assertCode(ThrowingCallable call, ErrorCode code, String said) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(said);
    }

    private static float[] plusOne(InferenceModel model, float... values) {
        return model.run(rows(values)).get("y").toFloats();
    }

    private static Tensors rows(float... values) {
        return Tensors.of(Tensor.floats("x", values, values.length / 2, 2));
    }
}
