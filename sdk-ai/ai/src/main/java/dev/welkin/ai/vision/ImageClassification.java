package dev.welkin.ai.vision;

import dev.welkin.ai.classify.Classification;
import dev.welkin.ai.infer.Conversion;
import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.infer.Task;
import dev.welkin.ai.infer.Tensors;
import dev.welkin.ai.internal.classes.ScoredClasses;
import dev.welkin.ai.internal.tasks.Unsuited;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Names what an image shows. The model takes one image of shape [batch, 3, height, width] and gives one number for each
 * class; the manifest's labels name the classes, and its preprocessing may say {@code channels}, {@code mean} and
 * {@code scale}. Numbers that are no probabilities yet become some by softmax.
 */
public final class ImageClassification implements Task<BufferedImage, Classification> {
    private ImageClassification() {}

    /**
     * Returns the task.
     *
     * @return what {@link InferenceModel#serving(Task)} takes
     */
    public static ImageClassification task() {
        return new ImageClassification();
    }

    @Override
    public Conversion<BufferedImage, Classification> on(InferenceModel model) {
        if (model.outputs().size() != 1) {
            throw Unsuited.because("it gives " + model.outputs().size() + " outputs, and one is needed");
        }
        ImageInput input = ImageInput.of(model);
        List<String> labels = model.description().labels();
        return new Conversion<>() {
            @Override
            public Tensors inputs(BufferedImage image) {
                return input.of(image);
            }

            @Override
            public Classification output(BufferedImage image, Tensors outputs) {
                return ScoredClasses.of(labels, outputs.iterator().next());
            }
        };
    }
}
