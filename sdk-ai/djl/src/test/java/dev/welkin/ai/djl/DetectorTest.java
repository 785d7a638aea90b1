package dev.welkin.ai.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.Ai;
import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.models.Model;
import dev.welkin.ai.models.ModelDescription;
import dev.welkin.ai.models.ModelRegistry;
import dev.welkin.ai.predict.BatchFunction;
import dev.welkin.ai.predict.Predictor;
import dev.welkin.ai.vision.Detection;
import dev.welkin.ai.vision.ObjectDetection;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A detector that really looks at pixels, from painted images to boxes on them; target/ shows them. */
class DetectorTest {
    private static final Map<String, Color> COLOURS =
            Map.of("red", new Color(220, 30, 40), "green", new Color(20, 190, 60), "blue", new Color(30, 60, 230));

    @ParameterizedTest
    @CsvSource({"letterbox, 320, 200", "letterbox, 64, 40", "letterbox, 1280, 800", "stretch, 256, 640"})
    void everyPaintedRectangleIsFoundOnce(String resize, int width, int height) throws Exception {
        double down = resize.equals("stretch") ? height : height * 1.6;
        List<Detection> painted = rectangles(width / 128.0, down / 128.0);
        BufferedImage image = painted(painted, width, height);

        List<Detection> found = find(resize, image);

        draw(found, image, Path.of("target", "detections-" + resize + "-" + width + ".png"));
        assertThat(found).hasSameSizeAs(painted);
        assertThat(painted)
                .allMatch(p -> found.stream().anyMatch(f -> f.label().equals(p.label()) && f.overlap(p) > 0.7));
    }

    @Test
    void detectorOfTheRegistryIsServed(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("colours.onnx"), ColourDetector.file());
        BufferedImage image = painted(rectangles(1, 1), 128, 128);
        List<String> seen = new ArrayList<>();
        try (Cloud cloud = Cloud.inMemory()) {
            ModelRegistry models = Ai.open(cloud).models();
            // region detect
            ModelDescription colours = ModelDescription.of("object-detection", "onnx")
                    .withLabels(List.of("red", "green", "blue"))
                    .withPreprocessing(Map.of("resize", "letterbox"))
                    .withArchitecture(Map.of("boxes", "yolov8"));
            models.publish("colours", Model.of(colours, file));

            InferenceModel model = models.load("colours", InferenceModel.ONNX);
            try (Predictor<BufferedImage, List<Detection>> detector = Predictor.builder(
                            cloud, model.serving(ObjectDetection.task()))
                    .open()) {
                for (Detection thing : detector.predict(image)) {
                    seen.add(thing.label() + " at " + thing.x() + ", " + thing.y());
                }
            }
            // endregion
        }
        assertThat(seen)
                .hasSize(5)
                .contains("red at 78.0, 52.0", "red at 10.0, 8.0", "blue at 12.0, 42.0", "green at 60.0, 8.0");
    }

    @Test
    void manifestOfAnotherLayoutIsRefused() {
        ModelDescription wrong = ModelDescription.of("object-detection", "onnx")
                .withLabels(ColourDetector.LABELS)
                .withArchitecture(Map.of("boxes", "yolov5"));
        try (InferenceModel model =
                InferenceModel.open(Model.of(wrong, Map.of("colours.onnx", ColourDetector.file())))) {
            assertThatThrownBy(() -> model.serving(ObjectDetection.task()))
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                    .hasMessageContaining("[1, any, 8]");
        }
    }

    private static List<Detection> find(String resize, BufferedImage image) throws Exception {
        ModelDescription description = ModelDescription.of("object-detection", "onnx")
                .withLabels(ColourDetector.LABELS)
                .withPreprocessing(Map.of("resize", resize))
                .withArchitecture(Map.of("boxes", "yolov8"));
        try (BatchFunction<BufferedImage, List<Detection>> detector = InferenceModel.open(
                        Model.of(description, Map.of("colours.onnx", ColourDetector.file())))
                .serving(ObjectDetection.task())) {
            return detector.predict(List.of(image)).get(0);
        }
    }

    /** About as large as the boxes that the detector knows, and not on its grid. */
    private static List<Detection> rectangles(double across, double down) {
        return List.of(
                rectangle("red", across, down, 9, 8, 25, 23),
                rectangle("green", across, down, 60, 7, 38, 21),
                rectangle("blue", across, down, 11, 42, 17, 31),
                rectangle("blue", across, down, 45, 45, 24, 24),
                rectangle("red", across, down, 78, 53, 41, 20));
    }

    private static Detection rectangle(
            String label, double across, double down, double x, double y, double width, double height) {
        return new Detection(label, 1, x * across, y * down, width * across, height * down);
    }

    /** On a background from black to white, beside a yellow rectangle that is none of the three colours. */
    private static BufferedImage painted(List<Detection> rectangles, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, Color.BLACK, width, height, Color.WHITE));
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.YELLOW);
        graphics.fillRect(width / 3, height / 10, width / 8, height / 4);
        for (Detection one : rectangles) {
            graphics.setColor(COLOURS.get(one.label()));
            graphics.fillRect((int) one.x(), (int) one.y(), (int) one.width(), (int) one.height());
        }
        graphics.dispose();
        return image;
    }

    private static void draw(List<Detection> found, BufferedImage image, Path file) throws IOException {
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.MAGENTA);
        for (Detection one : found) {
            graphics.drawRect((int) one.x(), (int) one.y(), (int) one.width(), (int) one.height());
            graphics.drawString(one.label(), (int) one.x() + 4, (int) one.y() + 14);
        }
        graphics.dispose();
        Files.createDirectories(file.toAbsolutePath().getParent());
        ImageIO.write(image, "png", file.toFile());
    }
}
