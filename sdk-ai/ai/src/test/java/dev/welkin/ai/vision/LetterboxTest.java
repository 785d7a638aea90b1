package dev.welkin.ai.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.infer.Tensors;
import dev.welkin.ai.models.ModelDescription;
import dev.welkin.ai.models.TensorInfo;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Letterboxed images, and what is no answer, in tasks other than object detection. */
class LetterboxTest {
    /** 8 x 4 pixels lie in 4 x 4 as 4 x 2, with a row above and below; the model answers at twice the size. */
    @Test
    void imageMadeOfALetterboxedOneLosesItsPadding() {
        float[] made = new float[3 * 8 * 8];
        for (int channel = 0; channel < 3; channel++) {
            Arrays.fill(made, (channel * 8 + 2) * 8, (channel * 8 + 6) * 8, 200);
        }
        TensorInfo output = TensorInfo.of("made", "FP32", 1, 3, 8, 8);
        try (InferenceModel model = letterboxed(4, output)) {
            BufferedImage back = ImageToImage.task()
                    .on(model)
                    .output(Detector.image(8, 4), Tensors.of(Tensor.floats("made", made, 1, 3, 8, 8)));
            assertThat(back.getWidth()).isEqualTo(8);
            assertThat(back.getHeight()).isEqualTo(4);
            assertThat(back.getRGB(0, 0, 8, 4, null, 0, 8)).containsOnly(0xFFC8C8C8);
        }
    }

    @Test
    void faceOnALetterboxedImageIsBroughtBack() {
        List<Detection> found = faces(new float[] {0.1f, 0.9f}, new float[] {0.1f, 0.35f, 0.3f, 0.45f});
        assertThat(found).singleElement().satisfies(face -> {
            assertThat(face.label()).isEqualTo("face");
            assertThat(face.x()).isCloseTo(20, within(1e-3));
            assertThat(face.y()).isCloseTo(20, within(1e-3));
            assertThat(face.width()).isCloseTo(40, within(1e-3));
            assertThat(face.height()).isCloseTo(20, within(1e-3));
        });
    }

    @Test
    void facesThatCantBeReadAreCorrupted() {
        assertCorrupted(new float[] {0, Float.NaN}, new float[4], "NaN");
        assertCorrupted(new float[] {0, 7}, new float[4], "score 7.0");
        assertCorrupted(new float[] {0, 0.9f}, new float[8], "2 boxes and 1 scores");
        assertCorrupted(new float[] {0, 0.9f}, new float[] {0, 0, 1, Float.POSITIVE_INFINITY}, "Infinity");
    }

    @Test
    void modelWithoutFacesIsRefusedByName() {
        try (InferenceModel model = letterboxed(100, TensorInfo.of("scores", "FP32", 1, 9, 2))) {
            assertThatThrownBy(() -> FaceDetection.task().on(model))
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                    .hasMessageContaining("an output 'boxes' of shape [1, any, 4] is needed");
        }
    }

    private static void assertCorrupted(float[] scores, float[] boxes, String words) {
        assertThatThrownBy(() -> faces(scores, boxes))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED))
                .hasMessageContaining(words);
    }

    private static List<Detection> faces(float[] scores, float[] boxes) {
        TensorInfo[] outputs = {TensorInfo.of("scores", "FP32", 1, -1, 2), TensorInfo.of("boxes", "FP32", 1, -1, 4)};
        try (InferenceModel model = letterboxed(100, outputs)) {
            Tensors thoughts = Tensors.of(
                    Tensor.floats("scores", scores, 1, scores.length / 2, 2),
                    Tensor.floats("boxes", boxes, 1, boxes.length / 4, 4));
            return FaceDetection.task().on(model).output(Detector.image(200, 100), thoughts);
        }
    }

    private static InferenceModel letterboxed(long side, TensorInfo... outputs) {
        return DescribedBackend.open(ModelDescription.of("test", DescribedBackend.FORMAT)
                .withTensors(List.of(TensorInfo.of("image", "FP32", 1, 3, side, side)), List.of(outputs))
                .withPreprocessing(Map.of("resize", "letterbox")));
    }
}
