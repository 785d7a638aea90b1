package dev.welkin.ai.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.welkin.CloudException;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectionTest {
    @Test
    void overlapIsTheSharedPartOfBothBoxes() {
        Detection box = box(1, 0, 0, 10, 10);
        assertThat(box.overlap(box)).isEqualTo(1);
        assertThat(box.overlap(box(1, 5, 0, 10, 10))).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(box.overlap(box(1, 10, 0, 10, 10))).isZero();
        assertThat(box(1, 3, 3, 0, 0).overlap(box(1, 3, 3, 0, 0))).isZero();
    }

    @Test
    void surestOfOverlappingBoxesIsKept() {
        Detection sure = box(0.9, 0, 0, 10, 10);
        Detection less = box(0.8, 1, 1, 10, 10);
        Detection apart = box(0.7, 50, 50, 10, 10);
        assertThat(Detection.distinct(List.of(less, apart, sure), 0.3, 9)).containsExactly(sure, apart);
        assertThat(Detection.distinct(List.of(less, apart, sure), 0.3, 1)).containsExactly(sure);
        assertThat(Detection.distinct(List.of(less, sure), 1, 9)).containsExactly(sure, less);
        assertThat(Detection.distinct(List.of(), 0.3, 9)).isEmpty();
    }

    @Test
    void boxesOfDifferentLabelsDontSuppressOneAnother() {
        Detection face = box(0.9, 0, 0, 10, 10);
        Detection mask = new Detection("mask", 0.8, 0, 0, 10, 10);
        assertThat(Detection.distinct(List.of(mask, face), 0.3, 9)).containsExactly(face, mask);
    }

    @Test
    void impossibleThresholdsAreRefused() {
        assertThatThrownBy(() -> new FaceDetection(1.5, 0.3)).isInstanceOf(CloudException.class);
        assertThatThrownBy(() -> new FaceDetection(Double.NaN, 0.3)).isInstanceOf(CloudException.class);
        assertThatThrownBy(() -> new FaceDetection(0.7, -1)).isInstanceOf(CloudException.class);
    }

    @Test
    void imagesAreStretchedByAveragingTheirPixels() {
        BufferedImage checks = new BufferedImage(640, 320, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < 320; y++) {
            for (int x = 0; x < 640; x++) {
                checks.getRaster().setSample(x, y, 0, (x + y) % 2 * 255);
            }
        }
        for (int pixel : Pixels.of(Pixels.scaled(checks, 20, 20))) {
            assertThat(pixel & 0xFF).isBetween(90, 200);
        }
        assertThat(Pixels.of(Pixels.scaled(checks, 1, 1))).hasSize(1);
        assertThat(Pixels.scaled(checks, 1000, 3).getWidth()).isEqualTo(1000);
    }

    private static Detection box(double score, double x, double y, double width, double height) {
        return new Detection("face", score, x, y, width, height);
    }
}
