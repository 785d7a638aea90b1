package dev.welkin.ai.train;

import java.util.ArrayList;
import java.util.List;

/**
 * How a network is built, before it is known how many classes there are: {@link ImageClassifier} has some. The dense
 * layer that gives one number for each class is added by the trainer.
 *
 * @param width the width in pixels to which images are stretched
 * @param height their height
 * @param layers the layers before the last one
 */
public record Architecture(int width, int height, List<Layer> layers) {
    /** Copies the layers and checks that they fit together. */
    public Architecture {
        layers = List.copyOf(layers);
        networkOf(width, height, layers, 2);
    }

    /** The network for so many classes. */
    Network network(int classes) {
        return networkOf(width, height, layers, classes);
    }

    private static Network networkOf(int width, int height, List<Layer> layers, int classes) {
        List<Layer> all = new ArrayList<>(layers);
        all.add(new Layer.Dense(classes));
        return new Network(List.of(3L, (long) height, (long) width), all);
    }
}
