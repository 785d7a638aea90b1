package dev.welkin.ai.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.infer.Tensors;
import dev.welkin.ai.models.TensorInfo;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every layout against tensors computed by hand. The images are twice as wide as the models' inputs. */
class ObjectDetectionTest {
    private static final BufferedImage WIDE = Detector.image(200, 100);
    private static final ObjectDetection TASK = ObjectDetection.task();

    @Test
    void rowsOfYolov5ScoreByObjectnessTimesClass() {
        float[] rows = {
            50, 50, 20, 10, 0.9f, 0.1f, 0.8f, // a dog, 0.72
            20, 20, 10, 10, 0.2f, 1, 1, // nothing there
            20, 20, 10, 10, 0.5f, 0.4f, 0.3f, // a cat, but 0.2
        };
        List<Detection> found = Detector.of("yolov5").find(TASK, WIDE, Tensor.floats("output0", rows, 1, 3, 7));
        assertFound(found, new Detection("dog", 0.72, 80, 45, 40, 10));
    }

    @Test
    void columnsOfYolov8HoldAScoreForEachClass() {
        float[] columns = {
            50, 20, 80, // centres
            50, 20, 80, 20, 10, 10, // sizes
            10, 10, 20, 0.1f, 0.24f, 0.6f, // cats
            0.7f, 0.2f, 0.5f, // dogs
        };
        List<Detection> found = Detector.of("yolov8").find(TASK, WIDE, Tensor.floats("output0", columns, 1, 6, 3));
        assertFound(found, new Detection("dog", 0.7, 80, 45, 40, 10), new Detection("cat", 0.6, 150, 70, 20, 20));
    }

    @Test
    void endToEndRowsAreTakenAsTheyAre() {
        float[] rows = {
            10, 20, 30, 40, 0.5f, 1, //
            10, 20, 30, 41, 0.9f, 1, // covers the one above, and stays
            0, 0, 0, 0, 0, -1, // how exports fill up
        };
        List<Detection> found = Detector.of("yolov10").find(TASK, WIDE, Tensor.floats("output0", rows, 1, 3, 6));
        assertFound(found, new Detection("dog", 0.9, 20, 20, 40, 21), new Detection("dog", 0.5, 20, 20, 40, 20));
    }

    @Test
    void queriesOfDetrShareOneAmongClassesAndNothing() {
        Tensor logits = Tensor.floats("logits", new float[] {log(6), log(3), log(1), log(2), log(1), log(7)}, 1, 2, 3);
        Tensor boxes = Tensor.floats("pred_boxes", new float[] {0.5f, 0.5f, 0.2f, 0.1f, 0.5f, 0.5f, 1, 1}, 1, 2, 4);
        List<Detection> found = Detector.of("detr").find(TASK, WIDE, logits, boxes);
        assertFound(found, new Detection("cat", 0.6, 80, 45, 40, 10));
    }

    @Test
    void queriesOfRtDetrMayStandForSeveralClasses() {
        Tensor logits = Tensor.floats("logits", new float[] {0, log(3), -9, -9}, 1, 2, 2);
        Tensor boxes = Tensor.floats("pred_boxes", new float[] {0.5f, 0.5f, 0.2f, 0.1f, 0.5f, 0.5f, 1, 1}, 1, 2, 4);
        List<Detection> found = Detector.of("rt-detr").find(TASK, WIDE, logits, boxes);
        assertFound(found, new Detection("dog", 0.75, 80, 45, 40, 10), new Detection("cat", 0.5, 80, 45, 40, 10));
    }

    @ParameterizedTest
    @CsvSource({"detr, 4", "rt-detr, 4"})
    void boxesAndLogitsOfFourColumnsAreToldApartByName(String layout, int columns) {
        Tensor logits = Tensor.floats("a", new float[] {-9, 9, -9, -9}, 1, 1, columns);
        Tensor boxes = Tensor.floats("pred_boxes", new float[] {0.5f, 0.5f, 0.2f, 0.1f}, 1, 1, 4);
        Detector detector = Detector.of(layout);
        detector = layout.equals("detr") ? detector.labelled("a", "b", "c") : detector.labelled("a", "b", "c", "d");
        List<Detection> found = detector.find(TASK, WIDE, logits, boxes);
        assertThat(found).extracting(Detection::label).containsExactly("b");
        assertThat(found.get(0).x()).isCloseTo(80, within(1e-4));
    }

    @Test
    void listsOfTorchvisionCountTheBackground() {
        Tensor boxes = Tensor.floats("4567", new float[] {10, 20, 30, 40, 1, 2, 3, 4}, 2, 4);
        Tensor labels = Tensor.longs("4568", new long[] {2, 1}, 2);
        Tensor scores = Tensor.floats("4569", new float[] {0.5f, 0.2f}, 2);
        Detector detector = Detector.of("torchvision").labelled("__background__", "cat", "dog");
        assertFound(detector.find(TASK, WIDE, boxes, labels, scores), new Detection("dog", 0.5, 20, 20, 40, 20));
    }

    @Test
    void halfPrecisionIsReadAsWell() {
        Tensor rows = Tensor.halves("output0", new float[] {10, 20, 30, 40, 1, 0}, 1, 1, 6);
        assertFound(Detector.of("yolov10").find(TASK, WIDE, rows), new Detection("cat", 1, 20, 20, 40, 20));
    }

    /** 200 x 100 pixels lie in 100 x 100 as 100 x 50, with 25 above and below. */
    @Test
    void boxesOfALetterboxedImageAreBroughtBack() {
        Tensor rows = row(10, 35, 30, 45, 0.5f, 0);
        assertFound(
                Detector.of("yolov10").letterboxed().find(TASK, WIDE, rows), new Detection("cat", 0.5, 20, 20, 40, 20));
    }

    @Test
    void boxesAreCutAtTheEdgesAndThoseOutsideAreNone() {
        float[] rows = {
            -10, -10, 200, 200, 0.9f, 0, // more than the image
            40, 5, 60, 20, 0.9f, 0, // in the padding
            40, 60, 30, 50, 0.9f, 0, // its right is left of its left
        };
        assertFound(
                Detector.of("yolov10").letterboxed().find(TASK, WIDE, Tensor.floats("o", rows, 1, 3, 6)),
                new Detection("cat", 0.9, 0, 0, 200, 100));
    }

    @Test
    void onlyBoxesOfOneLabelSuppressOneAnother() {
        Tensor columns = Tensor.floats(
                "output0",
                new float[] {
                    50, 51, 50, //
                    50, 50, 50, //
                    20, 20, 20, //
                    20, 20, 20, //
                    0.9f, 0.8f, 0, //
                    0, 0, 0.7f,
                },
                1,
                6,
                3);
        assertThat(Detector.of("yolov8").find(TASK, WIDE, columns))
                .extracting(Detection::label)
                .containsExactly("cat", "dog");
        assertThat(Detector.of("yolov8").find(TASK.withMaxOverlap(0.95), WIDE, columns))
                .extracting(Detection::label)
                .containsExactly("cat", "cat", "dog");
    }

    @Test
    void surestAreKeptWhereThereAreTooMany() {
        float[] rows = {10, 20, 30, 40, 0.5f, 1, 50, 50, 60, 60, 0.9f, 1, 70, 70, 80, 80, 0.7f, 0};
        List<Detection> found =
                Detector.of("yolov10").find(TASK.withMaxDetections(2), WIDE, Tensor.floats("o", rows, 1, 3, 6));
        assertThat(found).extracting(Detection::label).containsExactly("dog", "cat");
    }

    @Test
    void scoresMayBeAskedFor() {
        Tensor rows = row(10, 35, 30, 45, 0.5f, 0);
        assertThat(Detector.of("yolov10").find(TASK.withMinScore(0.51), WIDE, rows))
                .isEmpty();
        assertThat(Detector.of("yolov10").find(TASK.withMinScore(0.5), WIDE, rows))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yolov3", "YOLOv8"})
    void layoutThatIsNotKnownIsNamed(String layout) {
        assertFails(
                ErrorCode.INVALID_ARGUMENT,
                () -> Detector.of(layout).find(TASK, WIDE, row(0, 0, 1, 1, 1, 1)),
                "boxes '" + layout + "'; yolov5, yolov8, yolov10, detr, rt-detr and torchvision are known");
    }

    @Test
    void labelsAreNeeded() {
        assertFails(
                ErrorCode.INVALID_ARGUMENT,
                () -> Detector.of("yolov10").labelled().find(TASK, WIDE, row(0, 0, 1, 1, 1, 1)),
                "no labels");
    }

    @ParameterizedTest
    @CsvSource({"yolov5, '[1, any, 7]'", "yolov8, '[1, 6, any]'", "detr, '[1, any, 3]'", "torchvision, '[any, 4]'"})
    void outputsThatDontFitAreNamedWhenTheModelIsServed(String layout, String needed) {
        Tensor five = Tensor.floats("output0", new float[84 * 5], 1, 84, 5);
        Tensor boxes = Tensor.floats("pred_boxes", new float[4], 1, 1, 4);
        assertFails(
                ErrorCode.INVALID_ARGUMENT,
                () -> Detector.of(layout).find(TASK, WIDE, five, boxes),
                "84",
                "exactly one output of shape " + needed + " is needed");
    }

    @Test
    void outputsThatFitTwiceAreRefused() {
        TensorInfo a = TensorInfo.of("a", "FP32", 1, -1, 6);
        assertFails(
                ErrorCode.INVALID_ARGUMENT,
                () -> Detector.of("yolov10").on(TASK, List.of(a, TensorInfo.of("b", "FP32", 1, -1, 6))),
                "exactly one output of shape [1, any, 6]");
    }

    @Test
    void outputsOfOpenShapeAreLookedAtWhenTheyAreThere() {
        TensorInfo open = TensorInfo.of("output0", "FP32", -1, -1, -1);
        Tensor columns = Tensor.floats("output0", new float[84 * 3], 1, 84, 3);
        assertFails(
                ErrorCode.INVALID_ARGUMENT,
                () -> Detector.of("yolov8").on(TASK, List.of(open)).output(WIDE, Tensors.of(columns)),
                "84",
                "the shape [1, 6, any] is needed");
    }

    @Test
    void imageMayComeWithoutABatch() {
        BufferedImage image = Detector.image(4, 4);
        assertThat(input(Map.of(), image, 3, 2, 2).shape()).containsExactly(3L, 2L, 2L);
        assertThat(input(Map.of(), image, -1, 3, 2, 2).shape()).containsExactly(1L, 3L, 2L, 2L);
        for (long[] shape : new long[][] {{2, 3, 2, 2}, {1, 1, 2, 2}, {3, -1, -1}, {3, 2}, {1, 1, 3, 2, 2}}) {
            assertFails(ErrorCode.INVALID_ARGUMENT, () -> input(Map.of(), image, shape), "[3, height, width]");
        }
    }

    @Test
    void letterboxKeepsProportionsAndFillsWithGrey() {
        BufferedImage white = Detector.image(8, 4);
        white.createGraphics().fillRect(0, 0, 8, 4);
        float grey = 114 / 255f;
        assertThat(input(Map.of("resize", "letterbox"), white, 1, 3, 4, 4).toFloats())
                .startsWith(grey, grey, grey, grey, 1, 1, 1, 1, 1, 1, 1, 1, grey, grey, grey, grey)
                .hasSize(48);
        assertThat(input(Map.of(), white, 1, 3, 4, 4).toFloats()).containsOnly(1);
    }

    @Test
    void paddingGoesByTheOrderOfTheChannels() {
        BufferedImage black = Detector.image(2, 1);
        Map<String, String> bgr =
                Map.of("resize", "letterbox", "padding", "1,2,3", "channels", "BGR", "scale", "1", "mean", "0");
        assertThat(input(bgr, black, 1, 3, 2, 2).toFloats()).containsExactly(0, 0, 1, 1, 0, 0, 2, 2, 0, 0, 3, 3);
    }

    @Test
    void thinImageKeepsOnePixel() {
        Tensor rows = row(49, 0, 51, 100, 0.5f, 0);
        BufferedImage thin = Detector.image(1, 1000);
        List<Detection> found = Detector.of("yolov10").letterboxed().find(TASK, thin, rows);
        assertFound(found, new Detection("cat", 0.5, 0, 0, 1, 1000));
    }

    @Test
    void preprocessingThatCantBeUsedIsNamed() {
        BufferedImage image = Detector.image(2, 2);
        assertFails(
                ErrorCode.INVALID_ARGUMENT,
                () -> input(Map.of("resize", "crop"), image, 1, 3, 2, 2),
                "'crop'; stretch and letterbox are known");
        for (String padding : new String[] {"256", "-1", "0.5", "1,2"}) {
            assertFails(
                    ErrorCode.INVALID_ARGUMENT, () -> input(Map.of("padding", padding), image, 1, 3, 2, 2), "padding");
        }
    }

    @Test
    void answersThatCantBeReadAreCorrupted() {
        float nan = Float.NaN;
        float infinite = Float.POSITIVE_INFINITY;
        assertCorrupted("NaN", row(0, 0, 1, 1, nan, 1));
        assertCorrupted("NaN", row(nan, 0, 1, 1, 0, 1));
        assertCorrupted("edges", row(0, 0, infinite, 1, 0.9f, 1));
        assertCorrupted("edges", row(-infinite, 0, infinite, 1, 0.9f, 1));
        assertCorrupted("score Infinity", row(0, 0, 1, 1, infinite, 1));
        assertCorrupted("score 4.5", row(0, 0, 1, 1, 4.5f, 1));
        assertCorrupted("score -4.5", row(0, 0, 1, 1, -4.5f, 1));
        assertCorrupted("class 2.0, and its manifest has 2 labels", row(0, 0, 1, 1, 0.9f, 2));
        assertCorrupted("class -1.0", row(0, 0, 1, 1, 0.9f, -1));
        assertCorrupted("class 0.5", row(0, 0, 1, 1, 0.9f, 0.5f));
        assertCorrupted("class Infinity", row(0, 0, 1, 1, 0.9f, infinite));
    }

    @Test
    void whatIsInfiniteInACandidateThatDoesNotCountDoesNoHarm() {
        Tensor rows = row(0, 0, Float.POSITIVE_INFINITY, 1, 0.1f, 99);
        assertThat(Detector.of("yolov10").find(TASK, WIDE, rows)).isEmpty();
    }

    @Test
    void infiniteLogitsAreScoresLikeOthers() {
        float infinite = Float.POSITIVE_INFINITY;
        Tensor boxes = Tensor.floats("pred_boxes", new float[] {0.5f, 0.5f, 0.2f, 0.1f}, 1, 1, 4);
        Tensor sure = Tensor.floats("logits", new float[] {infinite, -infinite}, 1, 1, 2);
        assertThat(Detector.of("rt-detr").find(TASK, WIDE, sure, boxes))
                .extracting(Detection::score)
                .containsExactly(1.0);
        Tensor nothing = Tensor.floats("logits", new float[] {-infinite, -infinite, 0}, 1, 1, 3);
        assertThat(Detector.of("detr").find(TASK, WIDE, nothing, boxes)).isEmpty();
        Tensor torn = Tensor.floats("logits", new float[] {infinite, infinite, 0}, 1, 1, 3);
        assertFails(ErrorCode.CORRUPTED, () -> Detector.of("detr").find(TASK, WIDE, torn, boxes), "the score NaN");
    }

    @Test
    void outputsOfDifferentLengthsAreCorrupted() {
        Tensor boxes = Tensor.floats("boxes", new float[8], 2, 4);
        Tensor labels = Tensor.longs("labels", new long[2], 2);
        Tensor scores = Tensor.floats("scores", new float[3], 3);
        assertFails(
                ErrorCode.CORRUPTED,
                () -> Detector.of("torchvision").find(TASK, WIDE, boxes, labels, scores),
                "2 boxes, 2 classes and 3 scores");
        Tensor logits = Tensor.floats("logits", new float[6], 1, 3, 2);
        Tensor queries = Tensor.floats("pred_boxes", new float[8], 1, 2, 4);
        assertFails(
                ErrorCode.CORRUPTED,
                () -> Detector.of("rt-detr").find(TASK, WIDE, logits, queries),
                "2 boxes for 3 queries");
    }

    @Test
    void modelThatFindsNothingFindsNothing() {
        Tensor rows = Tensor.floats("output0", new float[0], 1, 0, 6);
        assertThat(Detector.of("yolov10").find(TASK, WIDE, rows)).isEmpty();
        Tensor columns = Tensor.floats("output0", new float[0], 1, 6, 0);
        assertThat(Detector.of("yolov8").find(TASK, WIDE, columns)).isEmpty();
    }

    @Test
    void impossibleLimitsAreRefused() {
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> TASK.withMinScore(1.5), "1.5");
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> TASK.withMinScore(Double.NaN), "NaN");
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> TASK.withMaxOverlap(-1), "-1");
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> TASK.withMaxDetections(0), "At most 0");
    }

    private static Tensor input(Map<String, String> preprocessing, BufferedImage image, long... shape) {
        return Detector.of("yolov10")
                .prepared(preprocessing)
                .on(TASK, TensorInfo.of("images", "FP32", shape), List.of(TensorInfo.of("o", "FP32", 1, -1, 6)))
                .inputs(image)
                .get("images");
    }

    private static Tensor row(float... numbers) {
        return Tensor.floats("output0", numbers, 1, 1, 6);
    }

    private static void assertCorrupted(String words, Tensor rows) {
        assertFails(ErrorCode.CORRUPTED, () -> Detector.of("yolov10").find(TASK, WIDE, rows), words);
    }

    private static void assertFound(List<Detection> found, Detection... wanted) {
        assertThat(found)
                .usingRecursiveFieldByFieldElementComparator(RecursiveComparisonConfiguration.builder()
                        .withEqualsForType((a, b) -> Math.abs(a - b) < 1e-4, Double.class)
                        .build())
                .containsExactly(wanted);
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call, String... words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContainingAll(words);
    }

    private static float log(double value) {
        return (float) Math.log(value);
    }
}
