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
import dev.welkin.ai.models.ModelManifest;
import dev.welkin.ai.models.ModelRegistry;
import dev.welkin.ai.models.TensorInfo;
import dev.welkin.ai.predict.Batching;
import dev.welkin.ai.predict.Predictor;
import dev.welkin.storage.Bucket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of the registry, served to many callers. */
class ServedModelTest {
    @TempDir
    private Path folder;

    private Cloud cloud = Cloud.inMemory();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void modelOfTheRegistryIsServedByItsAlias() {
        ModelRegistry models = Ai.open(cloud).models();
        models.publish("adder", OnnxModels.plusOne(1));
        models.promote("adder@prod", 1);
        try (Predictor<Tensors, Tensors> adder = serve(models.load("adder@prod", InferenceModel.ONNX))) {
            assertThat(answer(adder.predict(row(41)))).isEqualTo(42);
            assertThat(adder.stats().nativeBytes()).isGreaterThanOrEqualTo(OnnxModels.plusOneFile(1).length);
        }
    }

    @Test
    void alteredModelIsNotLoaded() {
        ModelRegistry models = Ai.open(cloud).models();
        models.publish("adder", OnnxModels.plusOne(1));
        Bucket.open(cloud, "models").put("models/adder/1/files/model.onnx", OnnxModels.plusOneFile(2));
        assertThatThrownBy(() -> models.load("adder", InferenceModel.ONNX))
                .isInstanceOfSatisfying(CloudException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED);
                    assertThat(e.reason()).isEqualTo("sha256");
                });
    }

    @Test
    void manifestThatLiesIsFoundWhenTheModelLoads() {
        ModelDescription lie = ModelDescription.of("test", "onnx")
                .withTensors(List.of(TensorInfo.of("x", "FP32", -1, 9)), List.of(TensorInfo.of("y", "FP32", -1, 9)));
        ModelRegistry models = Ai.open(cloud).models();
        ModelManifest published = models.publish("liar", Model.of(lie, Map.of("m.onnx", OnnxModels.plusOneFile(1))));
        assertThatThrownBy(() -> models.load(published.reference(), InferenceModel.ONNX))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED))
                .hasMessageContaining("The manifest says");
    }

    @Test
    void manyCallersShareBatches() {
        openReal();
        InferenceModel model = InferenceModel.open(OnnxModels.plusOne(1));
        try (Predictor<Tensors, Tensors> adder = Predictor.builder(cloud, model.serving())
                .batching(new Batching(8, Duration.ofSeconds(5), 64))
                .warmUp(List.of(row(0)))
                .open()) {
            List<CompletableFuture<Tensors>> asked = IntStream.range(0, 32)
                    .mapToObj(i -> adder.predictAsync(row(i)))
                    .toList();
            for (int i = 0; i < 32; i++) {
                assertThat(answer(asked.get(i).join())).isEqualTo(i + 1);
            }
            assertThat(adder.stats().largestBatch()).isEqualTo(8);
            assertThat(adder.stats().meanBatch()).isGreaterThan(4);
            assertThat(adder.stats().succeeded()).isEqualTo(32);
            assertThat(adder.stats().p99()).isPositive();
        }
    }

    @Test
    void oneBadInputOfABatchFailsAlone() {
        openReal();
        InferenceModel model = InferenceModel.open(OnnxModels.plusOne(1));
        try (Predictor<Tensors, Tensors> adder = Predictor.builder(cloud, model.serving())
                .batching(new Batching(4, Duration.ofSeconds(5), 64))
                .open()) {
            List<CompletableFuture<Tensors>> asked = new ArrayList<>();
            for (float value : new float[] {1, Float.NaN, 3, 4}) {
                asked.add(adder.predictAsync(row(value)));
            }
            assertThat(answer(asked.get(0).join())).isEqualTo(2);
            assertThatThrownBy(() -> asked.get(1).join()).hasRootCauseMessage(nanMessage());
            assertThat(answer(asked.get(2).join())).isEqualTo(4);
            assertThat(answer(asked.get(3).join())).isEqualTo(5);
        }
    }

    @Test
    void rowsOfOtherSizesInOneBatchAreAnsweredEach() {
        openReal();
        InferenceModel model = InferenceModel.open(OnnxModels.plusOne(1));
        try (Predictor<Tensors, Tensors> adder = Predictor.builder(cloud, model.serving())
                .batching(new Batching(2, Duration.ofSeconds(5), 64))
                .open()) {
            Tensors three = Tensors.of(Tensor.floats("x", new float[] {1, 2, 3}, 3, 1));
            CompletableFuture<Tensors> first = adder.predictAsync(three);
            CompletableFuture<Tensors> second = adder.predictAsync(row(9));
            assertThat(first.join().get("y").toFloats()).containsExactly(2, 3, 4);
            assertThat(second.join().get("y").toFloats()).containsExactly(10);
        }
    }

    @Test
    void fullQueueIsATypedRefusal() {
        openReal();
        InferenceModel model = InferenceModel.open(OnnxModels.model(OnnxModels.slowFile(500, 50)));
        Tensors work = Tensors.of(Tensor.floats("x", ones(500 * 50), 50, 500));
        try (Predictor<Tensors, Tensors> slow = Predictor.builder(cloud, model.serving())
                .batching(new Batching(2, Duration.ofMillis(1), 2))
                .open()) {
            List<CompletableFuture<Tensors>> taken = new ArrayList<>();
            CloudException refused = null;
            for (int i = 0; i < 500 && refused == null; i++) {
                try {
                    taken.add(slow.predictAsync(work));
                } catch (CloudException e) {
                    refused = e;
                }
            }
            assertThat(refused).isNotNull();
            assertThat(refused.code()).isEqualTo(ErrorCode.OVERLOADED);
            assertThat(refused.reason()).isEqualTo("queue_full");
            assertThat(taken)
                    .isNotEmpty()
                    .allSatisfy(answer -> assertThat(answer.join()).isNotNull());
            assertThat(slow.stats().rejected()).isEqualTo(1);
        }
    }

    @Test
    void swapsUnderLoadFailNoCall() throws InterruptedException {
        openReal();
        try (Predictor<Tensors, Tensors> adder = serve(InferenceModel.open(OnnxModels.plusOne(1)))) {
            AtomicBoolean stop = new AtomicBoolean();
            CountDownLatch answered = new CountDownLatch(4);
            List<CompletableFuture<Void>> callers = IntStream.range(0, 4)
                    .mapToObj(i -> CompletableFuture.runAsync(
                            () -> callUntil(stop, adder, answered), work -> new Thread(work, "caller").start()))
                    .toList();
            assertThat(answered.await(1, TimeUnit.MINUTES)).isTrue();
            for (int i = 0; i < 20; i++) {
                adder.swap(InferenceModel.open(OnnxModels.plusOne(1)).serving());
            }
            stop.set(true);
            callers.forEach(CompletableFuture::join);
            assertThat(adder.stats().failed()).isZero();
        }
    }

    @Test
    void closeWaitsForWhatIsInFlight() {
        openReal();
        InferenceModel model = InferenceModel.open(OnnxModels.model(OnnxModels.slowFile(300, 40)));
        Predictor<Tensors, Tensors> slow =
                Predictor.builder(cloud, model.serving()).open();
        Tensors work = Tensors.of(Tensor.floats("x", ones(300 * 10), 10, 300));
        List<CompletableFuture<Tensors>> asked =
                IntStream.range(0, 10).mapToObj(i -> slow.predictAsync(work)).toList();
        slow.close();
        assertThat(asked).allSatisfy(answer -> {
            assertThat(answer).isDone();
            assertThat(answer.join().get("y").toFloats()[0]).isGreaterThan(0.9f);
        });
        assertThat(model.nativeBytes()).isZero();
    }

    /** Batches need a clock that runs. */
    private void openReal() {
        cloud.close();
        cloud = Cloud.builder().workingFolder(folder).environment(Map.of()).open();
    }

    private Predictor<Tensors, Tensors> serve(InferenceModel model) {
        return Predictor.builder(cloud, model.serving()).open();
    }

    private static void callUntil(AtomicBoolean stop, Predictor<Tensors, Tensors> adder, CountDownLatch answered) {
        for (int calls = 0; !stop.get(); calls++) {
            assertThat(answer(adder.predict(row(calls)))).isEqualTo(calls + 1);
            answered.countDown();
        }
    }

    private static String nanMessage() {
        return "The inputs don't fit: element 0 of x FP32[1, 1] is NaN; repair or leave out what it was made of";
    }

    private static Tensors row(float value) {
        return Tensors.of(Tensor.floats("x", new float[] {value}, 1, 1));
    }

    private static float answer(Tensors outputs) {
        return outputs.get("y").toFloats()[0];
    }

    private static float[] ones(int size) {
        float[] values = new float[size];
        Arrays.fill(values, 1);
        return values;
    }
}
