package dev.welkin.ai.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.Ai;
import dev.welkin.ai.text.Labeled;
import dev.welkin.ai.text.TextClassifier;
import dev.welkin.ai.text.TextOptions;
import dev.welkin.storage.Bucket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelRegistryTest {
    private final Cloud cloud = Cloud.inMemory();
    private final Bucket bucket = Bucket.open(cloud, "models");
    private final ModelRegistry registry = ModelRegistry.open(cloud);

    @TempDir
    private Path folder;

    @AfterEach
    void closeCloud() {
        cloud.close();
    }

    @Test
    void publishedModelIsFoundByVersionAliasAndName() {
        registry.publish("faces", model("one"));
        ModelManifest second = registry.publish("faces", model("two"));
        registry.promote("faces@prod", 1);

        assertThat(second.reference()).isEqualTo("faces:2");
        assertThat(registry.resolve("faces")).isEqualTo(second);
        assertThat(registry.resolve("faces:1").version()).isEqualTo(1);
        assertThat(text(registry, "faces@prod")).isEqualTo("one");
        assertThat(registry.versions("faces"))
                .extracting(ModelManifest::version)
                .containsExactly(2, 1);
        assertThat(registry.names()).containsExactly("faces");
    }

    @Test
    void everyRouteOfACloudLeadsToItsOneRegistry() {
        registry.publish("faces", model("one"));

        assertThat(text(Ai.open(cloud).models(), "faces")).isEqualTo("one");
        assertThat(text(Ai.open(cloud, "triage").models(), "faces")).isEqualTo("one");
    }

    @Test
    void aTargetOpenedAloneHasNoRegistryAndSaysSo() {
        try (Ai alone = Ai.open("local:extractive")) {
            CloudException e = catchThrowableOfType(CloudException.class, alone::models);
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(e).hasMessageContaining("models");
        }
    }

    @Test
    void manifestKeepsEverythingAModelSaysOfItself() {
        ModelDescription full = ModelDescription.of("detection", "onnx")
                .withBackend("djl")
                .withTensors(
                        List.of(TensorInfo.of("input", "FP32", 1, 3, 240, 320)),
                        List.of(TensorInfo.of("boxes", "FP32", 1, -1, 4)))
                .withLabels(List.of("face", "other"))
                .withPreprocessing(Map.of("mean", "127"))
                .withArchitecture(Map.of("layers", "12"))
                .withMetric("map", 0.75)
                .withDataset("wider")
                .withLineage("dataset.sha256", "ab12")
                .withLicence("MIT");

        registry.publish("faces", new TestModel(full, Map.of("a/b.bin", new byte[3])));

        ModelManifest read = registry.resolve("faces");
        assertThat(read.description()).isEqualTo(full);
        assertThat(read.published()).isEqualTo(cloud.clock().now());
        assertThat(read.file("a/b.bin").sizeBytes()).isEqualTo(3);
    }

    @Test
    void classifierGoesThroughTheRegistryInOneLineEachWay() {
        List<Labeled> examples = List.of(Labeled.of("good", "pos"), Labeled.of("bad", "neg"));
        registry.publish("triage", TextClassifier.train(examples, TextOptions.DEFAULT.withHashBits(10)));

        TextClassifier loaded = registry.load("triage", TextClassifier.FORMAT);

        assertThat(loaded.classify("good").label()).isEqualTo("pos");
        assertThat(registry.resolve("triage").description().labels()).containsExactly("neg", "pos");
    }

    @Test
    void modelOfAnotherFormatIsUnsupported() {
        registry.publish("faces", model("one"));

        CloudException error = failure(() -> registry.load("faces", TextClassifier.FORMAT));

        assertThat(error.code()).isEqualTo(ErrorCode.UNSUPPORTED);
        assertThat(error).hasMessageContaining("'raw'").hasMessageContaining("'welkin-text-1'");
    }

    @Test
    void eightPublishersAtOnceGetAVersionEach() {
        ExecutorService publishers = Executors.newFixedThreadPool(8);
        try {
            List<CompletableFuture<ModelManifest>> published = IntStream.range(0, 40)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> registry.publish("faces", model("content " + i)), publishers))
                    .toList();

            List<ModelManifest> manifests =
                    published.stream().map(CompletableFuture::join).toList();

            assertThat(manifests.stream().map(ModelManifest::version))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.rangeClosed(1, 40).boxed().toList());
            for (int i = 0; i < 40; i++) {
                assertThat(text(registry, manifests.get(i).reference())).isEqualTo("content " + i);
            }
        } finally {
            publishers.shutdownNow();
        }
    }

    @Test
    void movesOfOneAliasAtOnceAreAllInItsHistory() {
        IntStream.rangeClosed(1, 9).forEach(i -> registry.publish("faces", model("v" + i)));
        registry.promote("faces@prod", 1);
        ExecutorService movers = Executors.newFixedThreadPool(8);
        try {
            List<CompletableFuture<ModelAlias>> moves = IntStream.rangeClosed(2, 9)
                    .mapToObj(v -> CompletableFuture.supplyAsync(() -> registry.promote("faces@prod", v), movers))
                    .toList();
            moves.forEach(CompletableFuture::join);
        } finally {
            movers.shutdownNow();
        }

        ModelAlias alias = registry.aliases("faces").get(0);
        assertThat(Stream.concat(Stream.of(alias.version()), alias.earlier().stream()))
                .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void rollbackTakesMovesBackOneByOne() {
        IntStream.rangeClosed(1, 3).forEach(i -> registry.publish("faces", model("v" + i)));
        IntStream.rangeClosed(1, 3).forEach(i -> registry.promote("faces@prod", i));

        assertThat(registry.rollback("faces@prod").version()).isEqualTo(2);
        assertThat(registry.rollback("faces@prod").version()).isEqualTo(1);
        assertThat(failure(() -> registry.rollback("faces@prod")).code()).isEqualTo(ErrorCode.PRECONDITION_FAILED);
        assertThat(text(registry, "faces@prod")).isEqualTo("v1");
    }

    @Test
    void conditionalMoveFailsIfTheAliasNamesAnotherVersion() {
        registry.publish("faces", model("one"));
        registry.publish("faces", model("two"));
        registry.promote("faces@prod", 1);

        CloudException error = failure(() -> registry.promote("faces@prod", 1, 2));

        assertThat(error.code()).isEqualTo(ErrorCode.PRECONDITION_FAILED);
        assertThat(error).hasMessageContaining("names version 1");
        assertThat(registry.promote("faces@prod", 2, 1).earlier()).containsExactly(1);
    }

    @Test
    void whatIsNotThereIsNotFoundByName() {
        registry.publish("faces", model("one"));

        assertThat(failure(() -> registry.resolve("dogs"))).hasMessageContaining("no model 'dogs'");
        assertThat(failure(() -> registry.resolve("faces:7"))).hasMessageContaining("no version 7");
        assertThat(failure(() -> registry.resolve("faces@prod"))).hasMessageContaining("no alias 'prod'");
        assertThat(failure(() -> registry.promote("faces@prod", 7)).code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(failure(() -> registry.load("faces").bytes("other")).code()).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void referencesAndNamesThatMeanNothingAreRefused() {
        List<String> senseless = List.of(
                "", "../x", "Faces", "a/b", "faces:0", "faces:x", "faces:9999999999", "faces@", "faces@Prod", "f\n");

        assertThat(senseless)
                .allSatisfy(reference -> assertThat(
                                failure(() -> registry.resolve(reference)).code())
                        .isEqualTo(ErrorCode.INVALID_ARGUMENT));
        assertThat(failure(() -> registry.publish("..", model("x"))).code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(failure(() -> registry.promote("faces", 1)).code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    }

    @Test
    void fileNamesThatLeaveTheModelAreRefusedBeforeAnythingIsWritten() {
        List<String> names =
                List.of("../x", "/x", "a/../b", "C:\\x", "a\\b", ".hidden", "a//b", "", "manifest.json", "a.");

        assertThat(names)
                .allSatisfy(name -> assertThat(failure(() ->
                                        registry.publish("faces", new TestModel(about(), Map.of(name, new byte[1]))))
                                .code())
                        .isEqualTo(ErrorCode.INVALID_ARGUMENT));
        assertThat(failure(() -> registry.publish("faces", new TestModel(about(), Map.of())))
                        .code())
                .isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(bucket.list("")).isEmpty();
    }

    @Test
    void publicationThatWasCutOffIsNeverSeenAndItsNumberStaysUnused() {
        registry.publish("faces", model("one"));
        bucket.put("models/faces/2/claim", new byte[0]);
        bucket.put("models/faces/2/files/weights.bin", new byte[] {1});

        assertThat(registry.resolve("faces").version()).isEqualTo(1);
        assertThat(registry.versions("faces")).hasSize(1);
        assertThat(registry.publish("faces", model("three")).version()).isEqualTo(3);
    }

    @Test
    void alteredLongerShorterAndMissingFilesAreCorrupted() {
        registry.publish("faces", model("right"));
        String key = "models/faces/1/files/weights.bin";

        for (String wrong : List.of("wrong", "right and more", "righ", "")) {
            bucket.put(key, wrong.getBytes(StandardCharsets.UTF_8));
            assertThat(failure(() -> text(registry, "faces")).code()).isEqualTo(ErrorCode.CORRUPTED);
        }
        bucket.delete(key);
        assertThat(failure(() -> text(registry, "faces")))
                .hasMessageContaining("'" + key + "' is not there")
                .extracting(CloudException::code)
                .isEqualTo(ErrorCode.CORRUPTED);
    }

    @Test
    void cachedFileIsReadWithoutTheBucketAndCheckedEachTime() throws IOException {
        ModelRegistry cached = registry.cachedIn(folder.resolve("cache"));
        registry.publish("faces", model("right"));
        assertThat(text(cached, "faces")).isEqualTo("right");
        Path kept = cached.load("faces").path("weights.bin");
        bucket.delete("models/faces/1/files/weights.bin");
        assertThat(text(cached, "faces")).isEqualTo("right");

        Files.writeString(kept, "wrong");

        assertThat(failure(() -> text(cached, "faces")).code()).isEqualTo(ErrorCode.CORRUPTED);
        assertThat(kept).doesNotExist();
    }

    @Test
    void wrongBytesNeverEnterTheCache() {
        Path cache = folder.resolve("cache");
        registry.publish("faces", model("right"));
        bucket.put("models/faces/1/files/weights.bin", "wrong".getBytes(StandardCharsets.UTF_8));

        assertThat(failure(() -> text(registry.cachedIn(cache), "faces")).code())
                .isEqualTo(ErrorCode.CORRUPTED);
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void cacheStaysWithinItsSize() {
        Path cache = folder.resolve("cache");
        ModelRegistry cached = registry.cachedIn(cache, 10);
        for (String content : List.of("aaaa", "bbbb", "cccc", "dddd")) {
            registry.publish("faces", model(content));
            assertThat(text(cached, "faces")).isEqualTo(content);
        }

        assertThat(cache.toFile().listFiles()).hasSize(2);
        assertThat(failure(() -> registry.cachedIn(cache, 0)).code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    }

    @Test
    void cacheThatCannotBeWrittenCostsTimeAndNotTheModel() throws IOException {
        Path cache = folder.resolve("cache");
        ModelRegistry cached = registry.cachedIn(cache);
        registry.publish("faces", model("right"));
        Files.delete(cache);
        Files.writeString(cache, "a file where the folder was");

        assertThat(text(cached, "faces")).isEqualTo("right");
        CloudException error = failure(() -> cached.load("faces").path("weights.bin"));

        assertThat(error.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(error.reason()).isEqualTo("cache");
        assertThat(error).hasMessageContaining("weights.bin").hasMessageContaining("name another folder");
    }

    @Test
    void cachedFileThatCannotBeReadIsReadFromTheBucket() throws IOException {
        ModelRegistry cached = registry.cachedIn(folder.resolve("cache"));
        ModelManifest manifest = registry.publish("faces", model("right"));
        String sha256 = manifest.file("weights.bin").sha256();
        Files.createDirectories(folder.resolve("cache").resolve(sha256));

        assertThat(text(cached, "faces")).isEqualTo("right");
    }

    @Test
    void cacheFolderThatIsAFileIsRefusedAtOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");

        CloudException error = failure(() -> registry.cachedIn(file));

        assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(error).hasMessageContaining("file");
    }

    @Test
    void pathNeedsACacheFolder() {
        registry.publish("faces", model("one"));

        CloudException error = failure(() -> registry.load("faces").path("weights.bin"));

        assertThat(error.code()).isEqualTo(ErrorCode.UNSUPPORTED);
        assertThat(error).hasMessageContaining("cachedIn");
    }

    @Test
    void unknownFieldsOfAManifestArePassedOver() {
        registry.publish("faces", model("one"));
        String manifest = manifest();

        replace(manifest.replaceFirst("\\{", "{\"signature\": {\"later\": [1, 2]},"));

        assertThat(text(registry, "faces:1")).isEqualTo("one");
    }

    @Test
    void hostileManifestsAreCorrupted() {
        registry.publish("faces", model("one"));
        String right = manifest();
        List<String> hostile = List.of(
                "",
                "null",
                "[]",
                "{",
                right + "{}",
                right.replace("weights.bin", "../weights.bin"),
                right.replace("weights.bin", "/etc/passwd"),
                right.replace("\"sizeBytes\" : 3", "\"sizeBytes\" : -1"),
                right.replace("\"sizeBytes\" : 3", "\"sizeBytes\" : 9223372036854775807"),
                right.replace("\"sizeBytes\" : 3", "\"sizeBytes\" : 1e99"),
                right.replace("\"sizeBytes\" : 3", "\"sizeBytes\" : \"3\""),
                right.replace("\"version\" : 1", "\"version\" : 2"),
                right.replace("\"version\" : 1", "\"version\" : 99999999999"),
                right.replace("\"name\" : \"faces\"", "\"name\" : \"dogs\""),
                right.replace("\"name\" : \"faces\"", "\"name\" : \"faces\", \"name\" : \"faces\""),
                right.replace("\"task\"", "\"tusk\""),
                right.replace("\"labels\" : [ ]", "\"labels\" : [ null ]"),
                right.replaceFirst("\"published\" : \"[^\"]*\"", "\"published\" : \"now\""),
                right.replaceFirst("\"sha256\" : \"[^\"]*\"", "\"sha256\" : \"../..\""),
                right.replaceFirst("\\{", "{\"deep\":" + "[".repeat(30) + "]".repeat(30) + ","),
                right.replaceFirst("\\{", "{\"long\":\"" + "x".repeat(Manifests.MAX_BYTES) + "\","));

        assertThat(hostile).doesNotContain(right).allSatisfy(json -> {
            replace(json);
            assertThat(failure(() -> registry.resolve("faces:1")).code()).isEqualTo(ErrorCode.CORRUPTED);
        });
    }

    @Test
    void lyingSizeIsCaughtWhenTheFileIsRead() {
        registry.publish("faces", model("one"));
        replace(manifest().replace("\"sizeBytes\" : 3", "\"sizeBytes\" : 1000000000"));

        assertThat(failure(() -> text(registry, "faces")).code()).isEqualTo(ErrorCode.CORRUPTED);
    }

    @Test
    void brokenAliasIsCorrupted() {
        registry.publish("faces", model("one"));
        for (String json : List.of("", "{}", "{\"version\":0}", "{\"version\":1,\"earlier\":[-1]}")) {
            bucket.put("models/faces/aliases/prod.json", json.getBytes(StandardCharsets.UTF_8));
            assertThat(failure(() -> registry.resolve("faces@prod")).code()).isEqualTo(ErrorCode.CORRUPTED);
        }
    }

    @Test
    void defaultsAreAsDocumented() {
        assertThat(ModelRegistry.DEFAULT_CACHE_BYTES).isEqualTo(10L * 1024 * 1024 * 1024);
        assertThat(ModelFile.MAX_BYTES).isEqualTo(2L * 1024 * 1024 * 1024);
        assertThat(PublishedModel.MAX_MEMORY_BYTES).isEqualTo(1024 * 1024 * 1024);
        assertThat(ModelManifest.MAX_FILES).isEqualTo(1000);
        assertThat(ModelAlias.MAX_EARLIER).isEqualTo(20);
        assertThat(Manifests.MAX_BYTES).isEqualTo(1024 * 1024);
        assertThat(Manifests.MAX_DEPTH).isEqualTo(20);
    }

    private String manifest() {
        return new String(bucket.getBytes("models/faces/1/manifest.json"), StandardCharsets.UTF_8);
    }

    private void replace(String manifest) {
        bucket.put("models/faces/1/manifest.json", manifest.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ModelRegistry registry, String reference) {
        return new String(registry.load(reference).bytes("weights.bin"), StandardCharsets.UTF_8);
    }

    private static TestModel model(String content) {
        return new TestModel(about(), Map.of("weights.bin", content.getBytes(StandardCharsets.UTF_8)));
    }

    private static ModelDescription about() {
        return ModelDescription.of("test", "raw");
    }

    private static CloudException failure(ThrowingCallable call) {
        return catchThrowableOfType(CloudException.class, call);
    }
}
