package dev.welkin.ai.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.infer.TensorType;
import dev.welkin.ai.infer.Tensors;
import dev.welkin.ai.models.Model;
import dev.welkin.ai.models.ModelDescription;
import dev.welkin.ai.models.TensorInfo;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Models in the engine, and everything that must not get there. */
class OnnxInferenceTest {
    @Test
    void modelAnswersForOneRowAndForMany() {
        try (InferenceModel model = InferenceModel.open(OnnxModels.plusOne(2))) {
            assertThat(model.inputs()).containsExactly(TensorInfo.of("x", "FP32", -1, 2));
            assertThat(model.outputs()).containsExactly(TensorInfo.of("y", "FP32", -1, 2));
            assertThat(model.takesBatches()).isTrue();
            assertThat(plusOne(model, 1, 2)).containsExactly(2, 3);
            assertThat(plusOne(model, 1, 2, 3, 4, 5, 6)).containsExactly(2, 3, 4, 5, 6, 7);
        }
    }

    @Test
    void everyElementTypeGoesInAndComesOut() {
        Map<TensorType, Integer> onnx = Map.of(
                TensorType.FP32,
                1,
                TensorType.UINT8,
                2,
                TensorType.INT8,
                3,
                TensorType.INT32,
                6,
                TensorType.INT64,
                7,
                TensorType.BOOL,
                9,
                TensorType.FP16,
                10,
                TensorType.FP64,
                11);
        onnx.forEach((type, number) -> {
            try (InferenceModel model = InferenceModel.open(OnnxModels.model(OnnxModels.bothFile(number, 3)))) {
                Tensor a = Tensor.of("a", type, new float[] {1, 0, 3}, 3);
                Tensor b = Tensor.of("b", type, new float[] {0, 5, 6}, 3);
                assertThat(model.run(Tensors.of(a, b)).get("y"))
                        .isEqualTo(Tensor.of("y", type, new float[] {1, 0, 3, 0, 5, 6}, 6));
            }
        });
    }

    @Test
    void scalarsHaveNoDimension() {
        try (InferenceModel model = InferenceModel.open(OnnxModels.model(OnnxModels.sumFile(OnnxModels.INT64)))) {
            Tensors inputs = Tensors.of(Tensor.longs("a", new long[] {40}), Tensor.longs("b", new long[] {2}));
            assertThat(model.run(inputs).get("y").toLongs()).containsExactly(42);
            assertThat(model.run(inputs).get("y").shape()).isEmpty();
            assertThat(model.takesBatches()).isFalse();
        }
    }

    @Test
    void wrongInputsAreRefusedWithWhatTheModelTakes() {
        try (InferenceModel model = InferenceModel.open(OnnxModels.plusOne(2))) {
            assertRefused(
                    () -> model.run(Tensors.of(Tensor.floats("z", new float[2], 1, 2))),
                    "the model takes x FP32[-1, 2]",
                    "z FP32[1, 2]");
            assertRefused(
                    () -> model.run(Tensors.of(Tensor.longs("x", new long[2], 1, 2))),
                    "x INT64[1, 2]",
                    "TensorType.FP32");
            assertRefused(
                    () -> model.run(Tensors.of(Tensor.floats("x", new float[3], 1, 3))), "was given x FP32[1, 3]");
            assertRefused(() -> model.run(Tensors.of(Tensor.floats("x", new float[2], 2))), "was given x FP32[2]");
            assertRefused(
                    () -> model.run(Tensors.of(Tensor.floats("x", new float[] {0, Float.NaN}, 1, 2))),
                    "element 1",
                    "NaN");
        }
    }

    @Test
    void nanOfHalfAndDoublePrecisionIsRefusedToo() {
        try (InferenceModel model = InferenceModel.open(OnnxModels.model(OnnxModels.sumFile(10, 2)))) {
            float[] bad = {1, Float.NaN};
            assertRefused(
                    () -> model.run(Tensors.of(Tensor.halves("a", bad, 2), Tensor.halves("b", bad, 2))), "is NaN");
        }
        try (InferenceModel model = InferenceModel.open(OnnxModels.model(OnnxModels.sumFile(11, 1)))) {
            double[] bad = {Double.NaN};
            assertRefused(
                    () -> model.run(Tensors.of(Tensor.doubles("a", bad, 1), Tensor.doubles("b", bad, 1))), "is NaN");
        }
    }

    @Test
    void brokenFilesAreCorrupted() {
        byte[] whole = OnnxModels.plusOneFile(2);
        assertCorrupted(new byte[0], "no graph");
        assertCorrupted("<html>not found</html>".getBytes(StandardCharsets.UTF_8), "no ONNX model");
        assertCorrupted(Arrays.copyOf(whole, whole.length * 2 / 3), "cut off");
        assertCorrupted(new ProtoWriter().text(2, "someone").toBytes(), "no graph");
    }

    @Test
    void everyCutAndEveryFlippedByteIsAnErrorOrAModelButNothingElse() {
        byte[] whole = OnnxModels.plusOneFile(2);
        Random random = new Random(7);
        int refused = 0;
        for (int round = 0; round < 150; round++) {
            byte[] bytes = Arrays.copyOf(whole, round < whole.length ? round : whole.length);
            if (bytes.length == whole.length) {
                bytes[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try (InferenceModel model = InferenceModel.open(OnnxModels.model(bytes))) {
                assertThat(model.outputs()).isNotEmpty();
            } catch (CloudException e) {
                assertThat(e.code()).isIn(ErrorCode.CORRUPTED, ErrorCode.UNSUPPORTED, ErrorCode.REFUSED);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    @Test
    void messagesInsideMessagesWithoutEndAreRefused() {
        ProtoWriter nested = new ProtoWriter();
        for (int depth = 0; depth < 500; depth++) { // a graph in an attribute of a node of a graph
            nested = new ProtoWriter().message(1, new ProtoWriter().message(5, new ProtoWriter().message(6, nested)));
        }
        assertCorrupted(new ProtoWriter().message(7, nested).toBytes(), "deep");
    }

    @Test
    void weightsInAFileOfTheModelAreRead() {
        Model model = Model.of(
                ModelDescription.of("test", "onnx"),
                Map.of("m.onnx", OnnxModels.plusExternalFile("w.bin"), "w.bin", OnnxModels.littleEndian(5)));
        try (InferenceModel loaded = InferenceModel.open(model)) {
            assertThat(plusOne(loaded, 1, 2)).containsExactly(6, 7);
        }
    }

    @Test
    void weightsOutsideTheModelAreRefusedBeforeTheEngineSeesThem() {
        for (String location : List.of("../w.bin", "/etc/passwd", "other.bin", "")) {
            assertThatThrownBy(() -> InferenceModel.open(OnnxModels.model(OnnxModels.plusExternalFile(location))))
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REFUSED))
                    .hasMessageContaining("'" + location + "'")
                    .hasMessageContaining("publish the weights with the model");
        }
    }

    @Test
    void fileNamesThatLeadOutOfTheModelAreRefused() {
        Model model = Model.of(
                ModelDescription.of("test", "onnx"),
                Map.of("m.onnx", OnnxModels.plusOneFile(2), "../escaped.bin", new byte[1]));
        assertThatThrownBy(() -> InferenceModel.open(model))
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("leads out of the model");
    }

    @Test
    void manifestThatLiesAboutInputsOrOutputsIsCorrupted() {
        ModelDescription about = ModelDescription.of("test", "onnx");
        TensorInfo x = TensorInfo.of("x", "FP32", -1, 2);
        TensorInfo y = TensorInfo.of("y", "FP32", -1, 2);
        assertLie(about.withTensors(List.of(TensorInfo.of("x", "FP32", -1, 3)), List.of(y)), "inputs", "[-1, 3]");
        assertLie(about.withTensors(List.of(TensorInfo.of("x", "FP16", -1, 2)), List.of(y)), "inputs", "FP16");
        assertLie(about.withTensors(List.of(TensorInfo.of("other", "FP32", -1, 2)), List.of(y)), "inputs", "other");
        assertLie(about.withTensors(List.of(x, x), List.of(y)), "inputs", "x FP32[-1, 2], x FP32[-1, 2]");
        assertLie(about.withTensors(List.of(x), List.of(TensorInfo.of("y", "FP32", -1))), "outputs", "y FP32[-1]");
    }

    @Test
    void manifestMayFixASizeThatTheFileLeavesOpen() {
        ModelDescription about = ModelDescription.of("test", "onnx")
                .withTensors(List.of(TensorInfo.of("x", "FP32", 1, 2)), List.of(TensorInfo.of("y", "FP32", 1, 2)));
        Model model = Model.of(about, Map.of("model.onnx", OnnxModels.plusOneFile(2)));
        try (InferenceModel loaded = InferenceModel.open(model)) {
            assertThat(loaded.takesBatches()).isFalse();
            assertThat(plusOne(loaded, 1, 2)).containsExactly(2, 3);
            assertRefused(() -> plusOne(loaded, 1, 2, 3, 4), "was given x FP32[2, 2]");
        }
    }

    @Test
    void outputThatIsNotAsPromisedIsCorrupted() {
        ModelDescription about = ModelDescription.of("test", "onnx")
                .withTensors(List.of(TensorInfo.of("x", "FP32", -1, 2)), List.of(TensorInfo.of("y", "FP32", 7, 2)));
        try (InferenceModel loaded =
                InferenceModel.open(Model.of(about, Map.of("model.onnx", OnnxModels.plusOneFile(2))))) {
            assertThatThrownBy(() -> plusOne(loaded, 1, 2))
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED))
                    .hasMessageContaining("promises y FP32[7, 2]");
        }
    }

    @Test
    void severalThreadsShareAModel() {
        try (InferenceModel model = InferenceModel.open(OnnxModels.plusOne(1))) {
            List<CompletableFuture<Void>> all = IntStream.range(0, 8)
                    .mapToObj(thread -> CompletableFuture.runAsync(() -> IntStream.range(0, 200)
                            .forEach(i -> assertThat(plusOne(model, thread * 1000 + i))
                                    .containsExactly(thread * 1000 + i + 1))))
                    .toList();
            all.forEach(CompletableFuture::join);
        }
    }

    @Test
    void closeWaitsForRunsAndLaterOnesAreRefused() {
        InferenceModel model = InferenceModel.open(OnnxModels.model(OnnxModels.slowFile(400, 60)));
        Tensors row = Tensors.of(Tensor.floats("x", ones(400 * 20), 20, 400));
        List<CompletableFuture<Boolean>> runs = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> answersOrIsClosed(model, row)))
                .toList();
        model.close();
        model.close();
        assertThat(runs).allSatisfy(run -> assertThat(run.join()).isTrue());
        assertThatThrownBy(() -> model.run(row))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CLOSED));
        assertThat(model.nativeBytes()).isZero();
    }

    @Test
    void nativeBytesCountFilesAndBuffersAndStayLevel() {
        byte[] file = OnnxModels.plusOneFile(100);
        try (InferenceModel model = InferenceModel.open(OnnxModels.model(file))) {
            assertThat(model.nativeBytes()).isEqualTo(file.length);
            for (int i = 0; i < 50; i++) {
                plusOne(model, ones(100));
            }
            assertThat(model.nativeBytes()).isEqualTo(file.length + 400);
            plusOne(model, ones(1000));
            assertThat(model.nativeBytes()).isEqualTo(file.length + 4000);
        }
    }

    @Test
    void formatThatNobodyRunsNamesWhatToAdd() {
        Model model = Model.of(ModelDescription.of("test", "unknown-format"), Map.of("m", new byte[1]));
        assertThatThrownBy(() -> InferenceModel.open(model))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED))
                .hasMessageContaining("dev.welkin:welkin-ai-djl");
    }

    private static boolean answersOrIsClosed(InferenceModel model, Tensors row) {
        try {
            return model.run(row).get("y").toFloats()[0] > 0.9;
        } catch (CloudException e) {
            return e.code() == ErrorCode.CLOSED;
        }
    }

    private static float[] plusOne(InferenceModel model, float... values) {
        int columns = model.inputs().get(0).shape().get(1).intValue();
        Tensor x = Tensor.floats("x", values, values.length / columns, columns);
        return model.run(Tensors.of(x)).get("y").toFloats();
    }

    private static float[] ones(int size) {
        float[] values = new float[size];
        Arrays.fill(values, 1);
        return values;
    }

    private static void assertRefused(ThrowingCallable call, String... words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                .message()
                .contains(words);
    }

    private static void assertCorrupted(byte[] file, String word) {
        assertThatThrownBy(() -> InferenceModel.open(OnnxModels.model(file)))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED))
                .hasMessageContaining(word);
    }

    private static void assertLie(ModelDescription description, String... words) {
        assertThatThrownBy(() ->
                        InferenceModel.open(Model.of(description, Map.of("model.onnx", OnnxModels.plusOneFile(2)))))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED))
                .message()
                .contains("Nothing was loaded")
                .contains(words);
    }
}
