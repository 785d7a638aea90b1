package dev.welkin.ai.train;

import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.models.ModelDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network for images that are stretched to one size. */
final class ImageArchitecture extends Architecture<ImageFolder> {
    private final int width;
    private final int height;
    private final List<Layer> layers;

    /** Checks that the layers fit together. */
    ImageArchitecture(int width, int height, List<Layer> layers) {
        this.width = width;
        this.height = height;
        this.layers = List.copyOf(layers);
        network(2);
    }

    /** The network for so many classes. */
    Network network(int classes) {
        List<Layer> all = new ArrayList<>(layers);
        all.add(new Layer.Dense(classes));
        return new Network(List.of(3L, (long) height, (long) width), all);
    }

    @Override
    Lesson lesson(Split<ImageFolder> data, TrainingOptions options) {
        return new Lesson(
                network(data.train().labels().size()),
                new Images(data.train(), width, height, options.memoryBytes()),
                new Images(data.validation(), width, height, options.memoryBytes()),
                description());
    }

    private static ModelDescription description() {
        Map<String, String> preprocessing = new LinkedHashMap<>();
        preprocessing.put("channels", "RGB");
        preprocessing.put("mean", String.valueOf(Images.MEAN));
        preprocessing.put("scale", String.valueOf(Images.SCALE));
        return ModelDescription.of("image-classification", InferenceModel.NETWORK.name())
                .withPreprocessing(preprocessing);
    }
}
