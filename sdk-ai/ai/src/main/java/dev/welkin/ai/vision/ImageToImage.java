package dev.welkin.ai.vision;

import dev.welkin.ai.infer.Conversion;
import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.infer.Task;
import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.infer.Tensors;
import dev.welkin.ai.internal.tasks.Unsuited;
import dev.welkin.ai.models.TensorInfo;
import dev.welkin.spi.Shown;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Turns an image into another one, as style transfer does. The model takes one image of shape [batch, 3, height, width]
 * and gives one of the same layout, in values from 0 to 255 and in the order of {@code channels} in the manifest's
 * preprocessing. The result has the size of the image that was given.
 */
public final class ImageToImage implements Task<BufferedImage, BufferedImage> {
    private ImageToImage() {}

    /**
     * Returns the task.
     *
     * @return what {@link InferenceModel#serving(Task)} takes
     */
    public static ImageToImage task() {
        return new ImageToImage();
    }

    @Override
    public Conversion<BufferedImage, BufferedImage> on(InferenceModel model) {
        List<TensorInfo> outputs = model.outputs();
        List<Long> shape = outputs.get(0).shape();
        if (outputs.size() != 1 || shape.size() != 4 || shape.get(1) != 3) {
            throw Unsuited.because(
                    "it gives " + Shown.of(outputs) + ", and one output of shape [batch, 3, height, width] is needed");
        }
        ImageInput input = ImageInput.of(model);
        return new Conversion<>() {
            @Override
            public Tensors inputs(BufferedImage image) {
                return input.of(image);
            }

            @Override
            public BufferedImage output(BufferedImage image, Tensors tensors) {
                BufferedImage made = image(input, tensors.iterator().next());
                BufferedImage shown = input.placement(image).shownIn(made);
                return Pixels.scaled(shown, image.getWidth(), image.getHeight());
            }
        };
    }

    private static BufferedImage image(ImageInput input, Tensor tensor) {
        int height = tensor.shape().get(2).intValue();
        int width = tensor.shape().get(3).intValue();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] pixels = Pixels.of(image);
        float[] values = tensor.toFloats();
        for (int i = 0; i < values.length; i++) {
            int level = Math.round(Math.max(0, Math.min(255, values[i])));
            pixels[i % pixels.length] |= level << input.shift(i / pixels.length);
        }
        return image;
    }
}
