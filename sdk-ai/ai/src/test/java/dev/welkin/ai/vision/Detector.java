package dev.welkin.ai.vision;

import dev.welkin.ai.infer.Conversion;
import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.infer.Tensors;
import dev.welkin.ai.models.ModelDescription;
import dev.welkin.ai.models.TensorInfo;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What the tests say of a detector's manifest, and what it makes of tensors. */
record Detector(List<String> labels, Map<String, String> preprocessing, String layout, long side) {
    /** One for cats and dogs that takes images of 100 x 100 pixels. */
    static Detector of(String layout) {
        return new Detector(List.of("cat", "dog"), Map.of(), layout, 100);
    }

    Detector letterboxed() {
        return new Detector(labels, Map.of("resize", "letterbox"), layout, side);
    }

    Detector prepared(Map<String, String> value) {
        return new Detector(labels, value, layout, side);
    }

    Detector labelled(String... value) {
        return new Detector(List.of(value), preprocessing, layout, side);
    }

    Detector taking(long value) {
        return new Detector(labels, preprocessing, layout, value);
    }

    /** What it finds in an image of which a model thinks this. */
    List<Detection> find(ObjectDetection task, BufferedImage image, Tensor... thoughts) {
        List<TensorInfo> outputs = Arrays.stream(thoughts)
                .map(t -> new TensorInfo(t.name(), t.type().name(), t.shape()))
                .toList();
        return on(task, outputs).output(image, Tensors.of(thoughts));
    }

    Conversion<BufferedImage, List<Detection>> on(ObjectDetection task, List<TensorInfo> outputs) {
        return on(task, TensorInfo.of("images", "FP32", 1, 3, side, side), outputs);
    }

    Conversion<BufferedImage, List<Detection>> on(ObjectDetection task, TensorInfo input, List<TensorInfo> outputs) {
        ModelDescription description = ModelDescription.of("object-detection", DescribedBackend.FORMAT)
                .withTensors(List.of(input), outputs)
                .withLabels(labels)
                .withPreprocessing(preprocessing)
                .withArchitecture(layout.isEmpty() ? Map.of() : Map.of("boxes", layout));
        try (InferenceModel model = DescribedBackend.open(description)) {
            return task.on(model);
        }
    }

    static BufferedImage image(int width, int height) {
        return new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    }
}
