package dev.welkin.ai.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.classify.Classification;
import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.models.ModelDescription;
import dev.welkin.ai.predict.BatchFunction;
import dev.welkin.ai.vision.Detection;
import dev.welkin.ai.vision.FaceDetection;
import dev.welkin.ai.vision.ImageClassification;
import dev.welkin.ai.vision.ImageToImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real vision models on real photos. */
class VisionTest {
    private static final ModelDescription FACES =
            ModelDescription.of("detect", "onnx").withPreprocessing(Map.of("mean", "127", "scale", "128"));

    @ParameterizedTest
    @CsvSource({"2.jpg, 4", "9.jpg, 8", "12.jpg, 5", "18.jpg, 6", "19.jpg, 5"})
    void everyFaceOfASmallGroupIsFoundOnce(String photo, int people) throws Exception {
        try (BatchFunction<BufferedImage, List<Detection>> faces = faces()) {
            BufferedImage image = TestData.photo(photo);
            List<Detection> found = faces.predict(List.of(image)).get(0);
            assertThat(found).hasSize(people).allSatisfy(face -> {
                assertThat(face.label()).isEqualTo("face");
                assertThat(face.score()).isBetween(FaceDetection.DEFAULT_MIN_SCORE, 1.0);
                assertThat(face.x()).isBetween(0.0, image.getWidth() - face.width());
                assertThat(face.y()).isBetween(0.0, image.getHeight() - face.height());
                assertThat(face.height() / face.width()).isBetween(0.7, 2.0);
            });
        }
    }

    /** The face of the man at the left of this photo, measured by hand. */
    @Test
    void faceIsFoundWhereItIs() throws Exception {
        try (BatchFunction<BufferedImage, List<Detection>> faces = faces()) {
            Detection byHand = new Detection("face", 1, 205, 25, 80, 100);
            List<Detection> found =
                    faces.predict(List.of(TestData.photo("18.jpg"))).get(0);
            assertThat(found).anyMatch(face -> face.overlap(byHand) > 0.5);
        }
    }

    @Test
    void noFaceIsFoundWhereThereIsNone() throws Exception {
        try (BatchFunction<BufferedImage, List<Detection>> faces = faces()) {
            BufferedImage grey = new BufferedImage(640, 480, BufferedImage.TYPE_BYTE_GRAY);
            assertThat(faces.predict(List.of(grey)).get(0)).isEmpty();
        }
    }

    @Test
    void detectorOfAFixedBatchRunsOnePhotoAtATime() throws Exception {
        try (BatchFunction<BufferedImage, List<Detection>> faces = faces()) {
            assertThat(faces.profitsFromBatches()).isFalse();
            List<List<Detection>> both = faces.predict(List.of(TestData.photo("9.jpg"), TestData.photo("18.jpg")));
            assertThat(both).extracting(List::size).containsExactly(8, 6);
        }
    }

    @Test
    void clothesAreNamedByAModelOfHalfPrecision() throws Exception {
        try (BatchFunction<BufferedImage, Classification> classes = classes(labels())) {
            Classification group =
                    classes.predict(List.of(TestData.photo("12.jpg"))).get(0);
            assertThat(group.scores()).containsOnlyKeys(new HashSet<>(labels()));
            assertThat(group.label()).startsWith("miniskirt");
            assertThat(group.scores().values().stream().mapToDouble(d -> d).sum())
                    .isBetween(0.98, 1.02);
            assertThat(group.score())
                    .isEqualTo(group.scores().values().iterator().next());
        }
    }

    @Test
    void labelsThatDontFitTheOutputAreNamed() throws IOException {
        List<String> labels = labels().subList(0, 10);
        try (BatchFunction<BufferedImage, Classification> classes = classes(labels)) {
            assertThatThrownBy(() -> classes.predict(List.of(TestData.photo("12.jpg"))))
                    .isInstanceOf(CloudException.class)
                    .hasMessageContaining("1000 numbers")
                    .hasMessageContaining("10 labels");
        }
    }

    @Test
    void photoBecomesAMosaicOfItsOwnSize() throws Exception {
        ModelDescription mosaic = ModelDescription.of("image-to-image", "onnx")
                .withPreprocessing(Map.of("channels", "BGR", "scale", "1"));
        try (BatchFunction<BufferedImage, BufferedImage> style =
                TestData.model("style-mosaic.onnx", mosaic).serving(ImageToImage.task())) {
            BufferedImage photo = TestData.photo("9.jpg");
            BufferedImage made = style.predict(List.of(photo)).get(0);
            assertThat(made.getWidth()).isEqualTo(photo.getWidth());
            assertThat(made.getHeight()).isEqualTo(photo.getHeight());
            assertThat(edges(made)).isGreaterThan(2 * edges(photo)); // its tiles have outlines
        }
    }

    @Test
    void taskRefusesAModelThatDoesNotSuit() {
        try (InferenceModel model = InferenceModel.open(OnnxModels.plusOne(2))) {
            List.of(FaceDetection.task(), ImageClassification.task(), ImageToImage.task())
                    .forEach(task -> assertThatThrownBy(() -> model.serving(task))
                            .isInstanceOfSatisfying(
                                    CloudException.class,
                                    e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                            .hasMessageContaining("does not suit this task"));
            assertThat(model.nativeBytes()).isPositive();
        }
    }

    private static BatchFunction<BufferedImage, List<Detection>> faces() {
        return TestData.model("ultraface-slim-320.onnx", FACES).serving(FaceDetection.task());
    }

    private static BatchFunction<BufferedImage, Classification> classes(List<String> labels) {
        ModelDescription description = ModelDescription.of("image-classification", "onnx")
                .withLabels(labels)
                .withPreprocessing(Map.of("channels", "BGR", "mean", "104,117,123", "scale", "1"));
        return TestData.model("squeezenet-fp16.onnx", description).serving(ImageClassification.task());
    }

    private static List<String> labels() throws IOException {
        return Files.readAllLines(TestData.file("models/imagenet-labels.txt")).stream()
                .map(line -> line.substring(line.indexOf(',') + 1))
                .toList();
    }

    /** How much neighbours differ, on average. */
    private static double edges(BufferedImage image) {
        return IntStream.range(0, image.getHeight())
                .flatMap(y -> IntStream.range(1, image.getWidth())
                        .map(x -> Math.abs((image.getRGB(x, y) & 0xFF) - (image.getRGB(x - 1, y) & 0xFF))))
                .average()
                .orElseThrow();
    }
}
