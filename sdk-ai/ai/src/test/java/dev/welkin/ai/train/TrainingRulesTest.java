package dev.welkin.ai.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.Ai;
import dev.welkin.ai.models.ModelRegistry;
import dev.welkin.storage.Bucket;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every engine: how data is parted, and what can't be trained. */
class TrainingRulesTest {
    private final Bucket bucket = Bucket.open("memory:images");

    @AfterEach
    void close() {
        bucket.close();
    }

    @Test
    void folderWithoutImagesIsRefused(@TempDir Path empty) {
        assertInvalid(() -> ImageFolder.of(empty), "empty_dataset", "Put images there into folders");
        assertInvalid(() -> ImageFolder.of(bucket, "none/"), "empty_dataset", "circle/1.png");
        bucket.put("x/top.png", png());
        assertInvalid(() -> ImageFolder.of(bucket, "x/"), "empty_dataset", "one for each class");
    }

    @Test
    void folderThatIsNotThereIsNamed() {
        assertFails(() -> ImageFolder.of(Path.of("no-such-folder")), ErrorCode.NOT_FOUND, "", "no-such-folder");
    }

    @Test
    void oneClassAloneIsRefused() {
        put("one/cat/", 4);
        assertInvalid(
                () -> ImageFolder.of(bucket, "one/").split(0.5, 1), "one_class", "Add examples of something else");
    }

    @Test
    void classesOfOneImageLeaveNothingForValidation() {
        put("few/cat/", 1);
        put("few/dog/", 1);
        assertInvalid(
                () -> ImageFolder.of(bucket, "few/").split(0.8, 1), "empty_dataset", "each class needs two at least");
    }

    @Test
    void bothPartsMustHaveTheSameClasses() {
        put("a/cat/", 2);
        put("a/dog/", 2);
        put("b/cat/", 2);
        put("b/cow/", 2);
        assertInvalid(
                () -> Split.of(ImageFolder.of(bucket, "a/"), ImageFolder.of(bucket, "b/")),
                "labels_differ",
                "[cat, dog] and validation has [cat, cow]");
    }

    @Test
    void splitPartsEachClassAlikeAndTheSameWayAgain() {
        put("a/cat/", 10);
        put("a/dog/", 20);
        Split<ImageFolder> split = ImageFolder.of(bucket, "a/").split(0.8, 3);
        assertThat(split.train().names())
                .hasSize(24)
                .filteredOn(n -> n.startsWith("cat/"))
                .hasSize(8);
        assertThat(split.validation().names())
                .hasSize(6)
                .doesNotContainAnyElementsOf(split.train().names());
        assertThat(ImageFolder.of(bucket, "a/").split(0.8, 3).train().names())
                .isEqualTo(split.train().names());
        assertThat(ImageFolder.of(bucket, "a/").split(0.8, 4).train().names())
                .isNotEqualTo(split.train().names());
        for (double share : new double[] {0, 1, -1, Double.NaN}) {
            assertInvalid(() -> ImageFolder.of(bucket, "a/").split(share, 1), "", "between 0 and 1");
        }
    }

    @Test
    void divergedTrainingSaysWhatToDoAndSavesNothing() {
        assertFails(
                () -> trainer().learningRate(10).checkpointTo(bucket, "run/").fit(data()),
                ErrorCode.FAILED,
                "diverged",
                "Take a lower learning rate than 10.0");
        assertThat(bucket.list("run/")).isEmpty();
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        assertInvalid(() -> trainer().epochs(0).fit(data()), "", "epochs 0: 1 to");
        assertInvalid(() -> trainer().batchSize(0).fit(data()), "", "batches of 0");
        assertInvalid(() -> trainer().learningRate(Double.NaN).fit(data()), "", "learning rate NaN");
        assertInvalid(() -> trainer().earlyStop(-1).fit(data()), "", "patience -1");
        assertInvalid(() -> trainer().memory(-1).fit(data()), "", "memory of -1");
        assertInvalid(() -> trainer().threads(-1).fit(data()), "", "-1 threads");
        assertInvalid(() -> trainer().classWeights(Map.of("cat", 0.0)).fit(data()), "", "'cat'");
        assertInvalid(() -> new Augmentation(false, -1), "", "-1 pixels");
    }

    @Test
    void classesWithoutNoticeGainNoticeByWeights() {
        put("a/cat/", 8);
        put("a/dog/", 2);
        Split<ImageFolder> data = ImageFolder.of(bucket, "a/").split(0.5, 1);
        assertThat(trainer().fit(data).confusion().classes().get(1).recall()).isZero();
        assertThat(trainer()
                        .classWeights(Map.of("dog", 20.0))
                        .fit(data)
                        .confusion()
                        .classes()
                        .get(1)
                        .recall())
                .isEqualTo(1);
    }

    @Test
    void balancedClassesCountAlike() {
        List<String> labels = List.of("cat", "dog");
        assertThat(ClassWeights.of(labels, new int[] {30, 10}, options(true, Map.of())))
                .containsExactly(20.0 / 30, 2);
        assertThat(ClassWeights.of(labels, new int[] {30, 10}, options(false, Map.of("cat", 3.0))))
                .containsExactly(3, 1);
    }

    @Test
    void onlyTheLastTwoAndTheBestEpochAreKept() {
        trainer().epochs(5).checkpointTo(bucket, "run/").fit(data());
        assertThat(bucket.list("run/").stream().map(o -> o.key()))
                .containsExactly(checkpoint(1), checkpoint(4), checkpoint(5));
    }

    @Test
    void whatTheListenerThrowsEndsTheTrainingWithItsCheckpointSaved() {
        assertThatThrownBy(() -> trainer()
                        .checkpointTo(bucket, "run/")
                        .onEpoch(epoch -> {
                            throw new IllegalStateException("enough");
                        })
                        .fit(data()))
                .hasMessage("enough");
        assertThat(bucket.exists("run/epoch-000001.safetensors")).isTrue();
    }

    @Test
    void damagedLastCheckpointIsNamedAndCostsOneEpochWhenDeleted() {
        TrainedModel whole = trainer().epochs(5).fit(data());
        trainer().epochs(5).checkpointTo(bucket, "run/").fit(data());
        byte[] good = bucket.getBytes(checkpoint(5));
        for (byte[] bad : List.of(new byte[0], Arrays.copyOf(good, good.length / 2), altered(good, good.length - 1))) {
            bucket.put(checkpoint(5), bad);
            assertDamaged("'" + checkpoint(5) + "' is missing or damaged", "the training goes on from epoch 4");
        }
        bucket.delete(checkpoint(5));
        TrainedModel resumed = trainer().epochs(5).checkpointTo(bucket, "run/").fit(data());
        assertThat(resumed.history()).isEqualTo(whole.history());
        assertThat(resumed.files().get(TrainedModel.FILE))
                .isEqualTo(whole.files().get(TrainedModel.FILE));
    }

    @Test
    void checkpointUnderTheNameOfAnotherEpochIsDamaged() {
        trainer().epochs(5).checkpointTo(bucket, "run/").fit(data());
        bucket.put(checkpoint(5), bucket.getBytes(checkpoint(4)));
        assertDamaged("it tells of 4 epochs", "goes on from epoch 4");
    }

    @Test
    void damagedOrMissingCheckpointOfTheBestEpochMeansToBeginAnew() {
        trainer().epochs(5).checkpointTo(bucket, "run/").fit(data());
        bucket.put(checkpoint(1), altered(bucket.getBytes(checkpoint(1)), 500));
        assertDamaged("'" + checkpoint(1) + "' is missing or damaged", "Delete all objects at 'run/'");
        bucket.delete(checkpoint(1));
        assertDamaged("'" + checkpoint(1) + "' is missing or damaged", "Delete all objects at 'run/'");
        assertThat(bucket.list("run/").stream().count()).isEqualTo(2);
    }

    @Test
    void trainersThatPublishAtOnceGetVersionsOfTheirOwn() {
        TrainedModel trained = trainer().fit(data());
        try (Cloud cloud = Cloud.inMemory()) {
            List<CompletableFuture<Integer>> publishing = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> trained.publish(Ai.open(cloud).models(), "pets")
                                    .version(),
                            TrainingRulesTest::start))
                    .toList();
            assertThat(publishing.stream().map(CompletableFuture::join))
                    .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8);
            assertThat(Ai.open(cloud).models().resolve("pets").description().labels())
                    .containsExactly("cat", "dog");
        }
    }

    @Test
    void trainersOfOtherClassesThatPublishAtOncePublishWholeVersionsOrAreRefused() {
        TrainedModel pets = trainer().fit(data());
        put("birds/owl/", 4);
        put("birds/tit/", 4);
        TrainedModel birds = trainer().fit(ImageFolder.of(bucket, "birds/").split(0.5, 1));
        try (Cloud cloud = Cloud.inMemory()) {
            ModelRegistry models = Ai.open(cloud).models();
            List<CompletableFuture<String>> publishing = Stream.of(pets, birds, pets, birds)
                    .map(model -> CompletableFuture.supplyAsync(() -> publish(model, models), TrainingRulesTest::start))
                    .toList();
            List<String> outcomes =
                    publishing.stream().map(CompletableFuture::join).toList();
            assertThat(outcomes).contains("published");
            assertThat(models.versions("animals"))
                    .hasSize(Collections.frequency(outcomes, "published"))
                    .allSatisfy(version -> assertThat(
                                    models.load(version.reference()).bytes(TrainedModel.FILE))
                            .isNotEmpty());
            List<String> labels = models.resolve("animals").description().labels();
            TrainedModel others = labels.contains("cat") ? birds : pets;
            assertThat(publish(others, models)).isEqualTo("labels_changed");
        }
    }

    /** A thread of its own: the common pool has one for each processor but one. */
    private static void start(Runnable publisher) {
        new Thread(publisher, "publisher").start();
    }

    private static String publish(TrainedModel model, ModelRegistry models) {
        try {
            model.publish(models, "animals");
            return "published";
        } catch (CloudException e) {
            return e.reason();
        }
    }

    private void assertDamaged(String what, String way) {
        assertThatThrownBy(
                        () -> trainer().epochs(6).checkpointTo(bucket, "run/").fit(data()))
                .isInstanceOfSatisfying(CloudException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED);
                    assertThat(e.reason()).isEqualTo("checkpoint");
                })
                .hasMessageContaining(what)
                .hasMessageContaining(way);
    }

    private static String checkpoint(int epoch) {
        return "run/epoch-00000" + epoch + ".safetensors";
    }

    private static byte[] altered(byte[] good, int at) {
        byte[] bad = good.clone();
        bad[at] ^= 1;
        return bad;
    }

    private static TrainingOptions options(boolean balanced, Map<String, Double> weights) {
        return new TrainingOptions(1, 1, 1, 1, 0, Augmentation.NONE, balanced, weights, 0, 0);
    }

    private Split<ImageFolder> data() {
        put("data/cat/", 4);
        put("data/dog/", 4);
        return ImageFolder.of(bucket, "data/").split(0.5, 1);
    }

    private static Trainer<ImageFolder> trainer() {
        return Trainer.of(ImageClassifier.smallCnn(8, 8)).epochs(2).learningRate(1);
    }

    private void put(String folder, int images) {
        for (int i = 0; i < images; i++) {
            bucket.put(folder + i + ".png", png());
        }
    }

    private static byte[] png() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertInvalid(ThrowingCallable call, String reason, String said) {
        assertFails(call, ErrorCode.INVALID_ARGUMENT, reason, said);
    }

    private static void assertFails(ThrowingCallable call, ErrorCode code, String reason, String said) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(CloudException.class, e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.reason()).isEqualTo(reason);
                })
                .hasMessageContaining(said);
    }
}
