package dev.welkin.ai.train;

import dev.welkin.ai.train.Layer.Convolution;
import dev.welkin.ai.train.Layer.Dense;
import dev.welkin.ai.train.Layer.MaxPool;
import dev.welkin.ai.train.Layer.Normalization;
import dev.welkin.ai.train.Layer.Relu;
import java.util.ArrayList;
import java.util.List;

/** Networks that tell what an image shows. */
public final class ImageClassifier {
    /** The width and height of images unless told otherwise: 32 pixels. */
    public static final int DEFAULT_SIDE = 32;

    private ImageClassifier() {}

    /**
     * Returns a small convolutional network for images of {@link #DEFAULT_SIDE} pixels.
     *
     * @return three rounds of convolution, normalisation and halving, with 32, 64 and 128 filters, and 128 dense units
     */
    public static Architecture<ImageFolder> smallCnn() {
        return smallCnn(DEFAULT_SIDE, DEFAULT_SIDE);
    }

    /**
     * Returns the same network for images of another size.
     *
     * @param width to which images are stretched, in pixels; 8 or more
     * @param height to which they are stretched; 8 or more
     * @return the architecture
     * @throws dev.welkin.CloudException INVALID_ARGUMENT if the images are too small or too large
     */
    public static Architecture<ImageFolder> smallCnn(int width, int height) {
        List<Layer> layers = new ArrayList<>();
        for (int filters : new int[] {32, 64, 128}) {
            layers.addAll(List.of(new Convolution(filters), new Normalization(), new Relu(), new MaxPool()));
        }
        layers.addAll(List.of(new Dense(128), new Relu()));
        return of(width, height, layers);
    }

    /**
     * Returns a network of your own layers.
     *
     * @param width to which images are stretched, in pixels
     * @param height to which they are stretched
     * @param layers the layers before the last one, which is dense with one unit for each class; may be empty
     * @return the architecture
     * @throws dev.welkin.CloudException INVALID_ARGUMENT if the layers don't fit together
     */
    public static Architecture<ImageFolder> of(int width, int height, List<Layer> layers) {
        return new ImageArchitecture(width, height, layers);
    }
}
