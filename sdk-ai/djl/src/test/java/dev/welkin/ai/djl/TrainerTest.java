package dev.welkin.ai.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.Ai;
import dev.welkin.ai.classify.Classification;
import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.models.Model;
import dev.welkin.ai.models.ModelManifest;
import dev.welkin.ai.models.ModelRegistry;
import dev.welkin.ai.predict.Predictor;
import dev.welkin.ai.train.Augmentation;
import dev.welkin.ai.train.Epoch;
import dev.welkin.ai.train.ImageClassifier;
import dev.welkin.ai.train.ImageFolder;
import dev.welkin.ai.train.Skipped;
import dev.welkin.ai.train.Split;
import dev.welkin.ai.train.TrainedModel;
import dev.welkin.ai.train.Trainer;
import dev.welkin.ai.train.Unreadable;
import dev.welkin.ai.vision.ImageClassification;
import dev.welkin.storage.Bucket;
import dev.welkin.testkit.ChildJvm;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training on drawings that a network tells apart within seconds. */
class TrainerTest {
    @TempDir
    private Path folder;

    private Path shapes = Path.of("");

    @BeforeEach
    void draw() {
        shapes = folder.resolve("shapes");
        Shapes.into(shapes, 24, 1);
    }

    /** Everything that makes a training repeatable, and everything that could break it. */
    static Trainer<ImageFolder> trainer() {
        return Trainer.of(ImageClassifier.smallCnn(16, 16))
                .epochs(4)
                .batchSize(16)
                .seed(3)
                .augment(new Augmentation(true, 1))
                .threads(1)
                .balanceClasses();
    }

    @Test
    void networkLearnsAndItsHistorySaysSo() {
        List<Integer> heard = new ArrayList<>();
        TrainedModel trained =
                trainer().epochs(12).onEpoch(e -> heard.add(e.number())).fit(split());
        List<Epoch> epochs = trained.history().epochs();
        assertThat(heard).hasSize(12).startsWith(1, 2).endsWith(12);
        assertThat(epochs).extracting(Epoch::number).containsExactlyElementsOf(heard);
        assertThat(epochs.get(11).trainLoss()).isLessThan(epochs.get(0).trainLoss());
        Epoch best = epochs.get(trained.history().best() - 1);
        assertThat(best.validationAccuracy()).isGreaterThanOrEqualTo(0.8);
        assertThat(trained.confusion().accuracy()).isEqualTo(best.validationAccuracy());
        assertThat(trained.skipped()).isEmpty();
    }

    @Test
    void sameSeedGivesTheSameHistoryAndAnotherSeedAnother() {
        String first = trainer().fit(split()).history().toCsv();
        assertThat(trainer().fit(split()).history().toCsv()).isEqualTo(first);
        assertThat(trainer().seed(4).fit(split()).history().toCsv()).isNotEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({"between, epoch 2", "amid, amid epoch 3"})
    void killedTrainingGoesOnWithTheSameHistoryAndModel(String when, String lastLine) {
        Path checkpoints = folder.resolve("checkpoints");
        try (ChildJvm program =
                ChildJvm.start(KilledTrainingProgram.class, shapes.toString(), checkpoints.toString(), when)) {
            program.awaitLine(lastLine, Duration.ofMinutes(2));
            program.kill();
            assertThat(program.output()).contains("epoch 1", "epoch 2").doesNotContain("epoch 3");
        }
        TrainedModel whole = trainer().fit(split());
        try (Bucket bucket = Bucket.open("file:" + checkpoints)) {
            TrainedModel resumed = trainer().checkpointTo(bucket, "run/").fit(split());
            assertThat(resumed.history().toCsv()).isEqualTo(whole.history().toCsv());
            assertThat(resumed.files().get(TrainedModel.FILE))
                    .isEqualTo(whole.files().get(TrainedModel.FILE));
            assertThat(bucket.list("run/").stream().count()).isLessThanOrEqualTo(3);
            assertThat(trainer().checkpointTo(bucket, "run/").fit(split()).history())
                    .isEqualTo(whole.history());
        }
    }

    @Test
    void imagesThatDontFitTheMemoryAreReadAgainToTheSameHistory() {
        String kept = trainer().fit(split()).history().toCsv();
        assertThat(trainer().memory(0).fit(split()).history().toCsv()).isEqualTo(kept);
    }

    @Test
    void checkpointsOfAnotherTrainingAreRefused() {
        try (Bucket bucket = Bucket.open("memory:checkpoints")) {
            trainer().epochs(1).checkpointTo(bucket, "run/").fit(split());
            assertFails(
                    () -> trainer()
                            .learningRate(0.01)
                            .checkpointTo(bucket, "run/")
                            .fit(split()),
                    ErrorCode.PRECONDITION_FAILED,
                    "other_training",
                    "its learningRate was '0.001' and is now '0.01'");
            Shapes.write(shapes.resolve("bar/new.png"), Shapes.png(Shapes.drawn("bar", new Random(9))));
            assertFails(
                    () -> trainer().checkpointTo(bucket, "run/").fit(split()),
                    ErrorCode.PRECONDITION_FAILED,
                    "other_training",
                    "train.sha256");
        }
    }

    @Test
    void earlyStopEndsTrainingAndKeepsTheBestEpoch() {
        TrainedModel trained =
                trainer().epochs(200).earlyStop(2).learningRate(0.01).fit(split());
        int epochs = trained.history().epochs().size();
        assertThat(epochs).isLessThan(200).isEqualTo(trained.history().best() + 2);
    }

    @Test
    void modelIsPublishedAndServedAsItWasValidated() {
        Split<ImageFolder> split = split();
        TrainedModel trained = trainer().fit(split);
        try (Cloud cloud = Cloud.inMemory()) {
            ModelRegistry models = Ai.open(cloud).models();
            ModelManifest manifest = trained.publish(models, "shapes");
            assertThat(manifest.description().architecture())
                    .containsEntry("input", "3 16 16")
                    .hasEntrySatisfying("layers", layers -> assertThat(layers).endsWith("dense 128, relu, dense 3"));
            assertThat(manifest.description().lineage()).containsKeys("dataset.sha256", "seed");
            InferenceModel model = models.load("shapes", InferenceModel.NETWORK);
            try (Predictor<BufferedImage, Classification> served = Predictor.builder(
                            cloud, model.serving(ImageClassification.task()))
                    .open()) {
                assertThat(rightShare(served, split))
                        .isEqualTo(trained.confusion().accuracy());
            }
        }
    }

    @Test
    void versionOfOtherClassesIsNotPublishedUnasked() {
        TrainedModel three = trainer().epochs(1).fit(split());
        Path two = folder.resolve("two");
        Shapes.into(two, 4, 2);
        try (Cloud cloud = Cloud.inMemory()) {
            ModelRegistry models = Ai.open(cloud).models();
            three.publish(models, "shapes");
            Shapes.write(two.resolve("star/1.png"), Shapes.png(Shapes.drawn("bar", new Random(1))));
            Shapes.write(two.resolve("star/2.png"), Shapes.png(Shapes.drawn("bar", new Random(2))));
            TrainedModel four = trainer().epochs(1).fit(ImageFolder.of(two).split(0.5, 1));
            assertFails(
                    () -> four.publish(models, "shapes"),
                    ErrorCode.PRECONDITION_FAILED,
                    "labels_changed",
                    "Publish under another name");
            assertThat(models.publish("shapes", four).version()).isEqualTo(2);
        }
    }

    @Test
    void unreadableImagesAreSkippedAndReportedOrEndTheTraining() {
        Shapes.write(shapes.resolve("bar/broken.png"), new byte[] {1, 2, 3});
        Shapes.write(shapes.resolve("circle/.hidden"), new byte[] {1});
        Shapes.write(shapes.resolve("circle/empty.png"), new byte[0]);
        Shapes.write(shapes.resolve("square/huge.png"), Shapes.pngClaiming(20_000, 20_000));
        Shapes.write(shapes.resolve("square/none.png"), Shapes.pngClaiming(0, 0));
        TrainedModel trained = trainer().epochs(1).fit(split());
        assertThat(trained.skipped())
                .extracting(Skipped::name)
                .containsExactlyInAnyOrder("bar/broken.png", "circle/empty.png", "square/huge.png", "square/none.png");
        assertThat(trained.skipped())
                .anySatisfy(s -> assertThat(s.why()).contains("20000 x 20000 pixels can't be used"));
        Split<ImageFolder> strict =
                ImageFolder.of(shapes).onUnreadable(Unreadable.FAIL).split(0.75, 5);
        assertFails(() -> trainer().fit(strict), ErrorCode.INVALID_ARGUMENT, "image_", "onUnreadable(Unreadable.SKIP)");
    }

    @Test
    void imagesMayLieInABucket() {
        try (Bucket bucket = Bucket.open("memory:photos")) {
            for (String label : new String[] {"bar", "circle"}) {
                for (int i = 0; i < 6; i++) {
                    bucket.put("in/" + label + "/" + i + ".png", Shapes.png(Shapes.drawn(label, new Random(i))));
                }
            }
            ImageFolder images = ImageFolder.of(bucket, "in/");
            assertThat(images.labels()).containsExactly("bar", "circle");
            assertThat(trainer().epochs(1).fit(images.split(0.5, 1)).labels()).containsExactly("bar", "circle");
        }
    }

    @Test
    void classWithoutAReadableImageIsNamed() {
        Shapes.write(shapes.resolve("zebra/1.png"), new byte[] {1});
        Shapes.write(shapes.resolve("zebra/2.png"), new byte[] {1});
        assertFails(() -> trainer().fit(split()), ErrorCode.INVALID_ARGUMENT, "empty_class", "'zebra'");
    }

    @Test
    void weightOfAnUnknownClassIsRefused() {
        assertFails(
                () -> trainer().classWeights(Map.of("stern", 2.0)).fit(split()),
                ErrorCode.INVALID_ARGUMENT,
                "",
                "'stern'");
    }

    @Test
    void interruptEndsTheTraining() {
        Thread.currentThread().interrupt();
        try {
            assertFails(() -> trainer().fit(split()), ErrorCode.CANCELLED, "", "interrupted");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void alteredWeightsAreNotLoaded() {
        TrainedModel trained = trainer().epochs(1).fit(split());
        byte[] whole = trained.files().getOrDefault(TrainedModel.FILE, new byte[0]);
        for (byte[] bad : List.of(Arrays.copyOf(whole, whole.length - 8), new byte[] {1, 2}, new byte[100])) {
            Model broken = Model.of(trained.description(), Map.of(TrainedModel.FILE, bad));
            assertFails(() -> InferenceModel.open(broken), ErrorCode.CORRUPTED, "", "safetensors");
        }
        Model other = Model.of(
                trained.description().withArchitecture(Map.of("input", "3 16 16", "layers", "conv 7, dense 3")),
                trained.files());
        assertFails(() -> InferenceModel.open(other), ErrorCode.CORRUPTED, "", "layers.0.weight");
    }

    private Split<ImageFolder> split() {
        return ImageFolder.of(shapes).split(0.75, 5);
    }

    private static double rightShare(Predictor<BufferedImage, Classification> served, Split<ImageFolder> split) {
        ImageFolder images = split.validation();
        long right = images.names().stream()
                .filter(name -> served.predict(images.image(name)).label().equals(images.label(name)))
                .count();
        return (double) right / images.size();
    }

    private static void assertFails(ThrowingCallable call, ErrorCode code, String reason, String said) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(CloudException.class, e -> {
                    assertThat(e.code()).as(String.valueOf(e.getMessage())).isEqualTo(code);
                    assertThat(e.reason()).startsWith(reason);
                })
                .hasMessageContaining(said);
    }
}
