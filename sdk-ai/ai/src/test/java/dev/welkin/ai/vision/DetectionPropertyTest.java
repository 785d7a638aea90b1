package dev.welkin.ai.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.infer.Tensor;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class DetectionPropertyTest {
    private static final int SIDE = 640;
    /** Keeps whatever is there. */
    private static final ObjectDetection ALL = new ObjectDetection(0.01, 1, 1000);

    private static final Detector COLUMNS = Detector.of("yolov8").taking(SIDE);
    private static final Detector ROWS = Detector.of("yolov5").taking(SIDE);
    private static final Detector CORNERS = Detector.of("yolov10").taking(SIDE);
    private static final Detector QUERIES = Detector.of("rt-detr").taking(SIDE);

    @Property(tries = 100)
    void boxesOfAStretchedImageComeBack(
            @ForAll @IntRange(min = 1, max = 3000) int width,
            @ForAll @IntRange(min = 1, max = 3000) int height,
            @ForAll("parts") Detection part) {
        Detection box = scaled(part, width, height);
        double across = (double) SIDE / width;
        double down = (double) SIDE / height;
        double[] input = {box.x() * across, box.y() * down, box.width() * across, box.height() * down};

        double tolerance = Math.max(width, height) * 1e-5;
        assertComesBack(box, Detector.image(width, height), tolerance, input, false);
    }

    /** The way in is that of the published code, which does not round; drawing does, by half a pixel on each side. */
    @Property(tries = 100)
    void boxesOfALetterboxedImageComeBack(
            @ForAll @IntRange(min = 1, max = 3000) int width,
            @ForAll @IntRange(min = 1, max = 3000) int height,
            @ForAll("parts") Detection part) {
        Detection box = scaled(part, width, height);
        double gain = Math.min((double) SIDE / width, (double) SIDE / height);
        // thinner than two pixels of the input, a box may fall between them
        Assume.that(box.width() * gain >= 2 && box.height() * gain >= 2);
        double left = (SIDE - width * gain) / 2;
        double top = (SIDE - height * gain) / 2;
        double[] input = {box.x() * gain + left, box.y() * gain + top, box.width() * gain, box.height() * gain};

        assertComesBack(box, Detector.image(width, height), 1.5 / gain, input, true);
    }

    @Property(tries = 500)
    void anyNumbersGiveBoxesInsideOfTheImageOrAreCorrupted(
            @ForAll("layouts") String layout, @ForAll @IntRange(max = 4) int rows, @ForAll long seed) {
        OddNumbers numbers = new OddNumbers(new Random(seed));
        Detector detector = Detector.of(layout).letterboxed();
        try {
            List<Detection> found = detector.find(ALL, Detector.image(200, 100), answer(layout, rows, numbers));
            assertThat(found).allSatisfy(box -> {
                assertThat(box.label()).isIn("cat", "dog");
                assertThat(box.score()).isBetween(ALL.minScore(), 1.0);
                assertThat(box.x()).isBetween(0.0, 200.0);
                assertThat(box.y()).isBetween(0.0, 100.0);
                assertThat(box.width()).isPositive().isLessThanOrEqualTo(200 - box.x());
                assertThat(box.height()).isPositive().isLessThanOrEqualTo(100 - box.y());
            });
        } catch (CloudException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED);
        }
    }

    @Property(tries = 300)
    void boxesOfOneLabelNeverOverlapByMore(
            @ForAll("boxes") List<Detection> boxes, @ForAll @DoubleRange(max = 1) double maxOverlap) {
        List<Detection> kept = Detection.distinct(boxes, maxOverlap, Integer.MAX_VALUE);

        for (int i = 0; i < kept.size(); i++) {
            Detection one = kept.get(i);
            assertThat(kept.subList(i + 1, kept.size()))
                    .filteredOn(other -> other.label().equals(one.label()))
                    .allMatch(other -> other.overlap(one) <= maxOverlap);
        }
    }

    @Property(tries = 300)
    void whatIsDroppedOverlapsASurerBoxOfItsLabel(
            @ForAll("boxes") List<Detection> boxes, @ForAll @DoubleRange(max = 1) double maxOverlap) {
        List<Detection> kept = Detection.distinct(boxes, maxOverlap, Integer.MAX_VALUE);

        List<Detection> dropped = new ArrayList<>(boxes);
        kept.forEach(dropped::remove);
        assertThat(dropped)
                .allMatch(lost -> kept.stream()
                        .anyMatch(k -> k.label().equals(lost.label())
                                && k.score() >= lost.score()
                                && k.overlap(lost) > maxOverlap));
        assertThat(dropped.size() + kept.size()).isEqualTo(boxes.size());
    }

    @Property(tries = 300)
    void orderOfCandidatesDoesNotMatter(
            @ForAll("boxes") List<Detection> boxes,
            @ForAll @DoubleRange(max = 1) double maxOverlap,
            @ForAll @IntRange(min = 1, max = 20) int limit,
            @ForAll long seed) {
        List<Detection> shuffled = new ArrayList<>(boxes);
        Collections.shuffle(shuffled, new Random(seed));

        List<Detection> kept = Detection.distinct(boxes, maxOverlap, limit);
        assertThat(Detection.distinct(shuffled, maxOverlap, limit)).isEqualTo(kept);
        assertThat(Detection.distinct(boxes, maxOverlap, Integer.MAX_VALUE)).startsWith(kept.toArray(Detection[]::new));
    }

    @Provide
    Arbitrary<String> layouts() {
        return Arbitraries.of("yolov5", "yolov8", "yolov10", "detr", "rt-detr", "torchvision");
    }

    @Provide
    Arbitrary<List<Detection>> boxes() {
        Arbitrary<Double> places = Arbitraries.integers().between(0, 40).map(Integer::doubleValue);
        Arbitrary<Double> sizes = Arbitraries.integers().between(1, 20).map(Integer::doubleValue);
        Arbitrary<Double> scores = Arbitraries.integers().between(1, 10).map(tenths -> tenths / 10.0);
        return Combinators.combine(Arbitraries.of("cat", "dog"), scores, places, places, sizes, sizes)
                .as(Detection::new)
                .list()
                .ofMaxSize(40);
    }

    /** Boxes inside of an image of one by one. */
    @Provide
    Arbitrary<Detection> parts() {
        Arbitrary<Double> places = Arbitraries.doubles().between(0, 0.5);
        Arbitrary<Double> sizes = Arbitraries.doubles().between(0.2, 0.5);
        Arbitrary<Double> scores = Arbitraries.doubles().between(0.02, 0.99);
        return Combinators.combine(Arbitraries.of("cat", "dog"), scores, places, places, sizes, sizes)
                .as(Detection::new);
    }

    private static Tensor[] answer(String layout, int rows, OddNumbers numbers) {
        Tensor boxes = numbers.tensor("pred_boxes", 1, rows, 4);
        return switch (layout) {
            case "yolov5" -> new Tensor[] {numbers.tensor("o", 1, rows, 7)};
            case "yolov8" -> new Tensor[] {numbers.tensor("o", 1, 6, rows)};
            case "yolov10" -> new Tensor[] {numbers.tensor("o", 1, rows, 6)};
            case "detr" -> new Tensor[] {numbers.tensor("logits", 1, rows, 3), boxes};
            case "rt-detr" -> new Tensor[] {numbers.tensor("logits", 1, rows, 2), boxes};
            default ->
                new Tensor[] {boxes.reshaped(rows, 4), numbers.wholes("labels", rows), numbers.tensor("scores", rows)};
        };
    }

    private static Detection scaled(Detection part, int width, int height) {
        return new Detection(
                part.label(),
                part.score(),
                part.x() * width,
                part.y() * height,
                part.width() * width,
                part.height() * height);
    }

    private static void assertComesBack(
            Detection box, BufferedImage image, double tolerance, double[] input, boolean letterboxed) {
        float score = (float) box.score();
        float cat = box.label().equals("cat") ? score : 0;
        float dog = score - cat;
        float x = (float) (input[0] + input[2] / 2);
        float y = (float) (input[1] + input[3] / 2);
        float w = (float) input[2];
        float h = (float) input[3];

        Tensor columns = Tensor.floats("o", new float[] {x, y, w, h, cat, dog}, 1, 6, 1);
        assertNear(box, find(COLUMNS, letterboxed, image, columns), tolerance);
        Tensor rows = Tensor.floats("o", new float[] {x, y, w, h, score, cat / score, dog / score}, 1, 1, 7);
        assertNear(box, find(ROWS, letterboxed, image, rows), tolerance);
        float[] corners = {x - w / 2, y - h / 2, x + w / 2, y + h / 2, score, dog > 0 ? 1 : 0};
        assertNear(box, find(CORNERS, letterboxed, image, Tensor.floats("o", corners, 1, 1, 6)), tolerance);
        Tensor logits = Tensor.floats("l", new float[] {logit(cat), logit(dog)}, 1, 1, 2);
        Tensor boxes = Tensor.floats("b", new float[] {x / SIDE, y / SIDE, w / SIDE, h / SIDE}, 1, 1, 4);
        assertNear(box, find(QUERIES, letterboxed, image, logits, boxes), tolerance);
    }

    private static List<Detection> find(Detector detector, boolean letterboxed, BufferedImage image, Tensor... told) {
        return (letterboxed ? detector.letterboxed() : detector).find(ALL, image, told);
    }

    private static float logit(double score) {
        return (float) Math.log(score / (1 - score));
    }

    private static void assertNear(Detection box, List<Detection> found, double tolerance) {
        assertThat(found).singleElement().satisfies(back -> {
            assertThat(back.label()).isEqualTo(box.label());
            assertThat(back.score()).isCloseTo(box.score(), within(1e-4));
            assertThat(back.x()).isCloseTo(box.x(), within(tolerance));
            assertThat(back.y()).isCloseTo(box.y(), within(tolerance));
            assertThat(back.x() + back.width()).isCloseTo(box.x() + box.width(), within(tolerance));
            assertThat(back.y() + back.height()).isCloseTo(box.y() + box.height(), within(tolerance));
        });
    }
}
