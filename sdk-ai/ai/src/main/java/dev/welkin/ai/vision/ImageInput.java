package dev.welkin.ai.vision;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.infer.TensorType;
import dev.welkin.ai.infer.Tensors;
import dev.welkin.ai.models.TensorInfo;
import dev.welkin.spi.Shown;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;

/**
 * How an image becomes a model's one input of shape [batch, 3, height, width]. The manifest's preprocessing says
 * {@code channels} (RGB or BGR; default RGB), {@code mean} and {@code scale}, one number or one for each channel: a
 * value from 0 to 255 goes in as (value - mean) / scale, by default value / 255. Images are stretched to the model's
 * size.
 */
final class ImageInput {
    private static final int CHANNELS = 3;

    private final TensorInfo info;
    private final int width;
    private final int height;
    private final boolean bgr;
    private final float[] mean;
    private final float[] scale;

    private ImageInput(TensorInfo info, Map<String, String> preprocessing) {
        this.info = info;
        this.height = info.shape().get(2).intValue();
        this.width = info.shape().get(3).intValue();
        this.bgr = isBgr(preprocessing.getOrDefault("channels", "RGB"));
        this.mean = numbers(preprocessing, "mean", "0");
        this.scale = numbers(preprocessing, "scale", "255");
    }

    static ImageInput of(InferenceModel model) {
        List<TensorInfo> inputs = model.inputs();
        List<Long> shape = inputs.get(0).shape();
        boolean suits = inputs.size() == 1
                && shape.size() == 4
                && Math.abs(shape.get(0)) == 1
                && shape.get(1) == CHANNELS
                && shape.get(2) > 0
                && shape.get(3) > 0;
        if (!suits) {
            throw unsuited("it takes " + Shown.of(inputs) + ", and one input of shape [1 or -1, 3, height, width] is"
                    + " needed");
        }
        return new ImageInput(inputs.get(0), model.description().preprocessing());
    }

    Tensors of(BufferedImage image) {
        int[] pixels = Pixels.of(Pixels.scaled(ImageFile.checkSize(image), width, height));
        float[] values = new float[CHANNELS * pixels.length];
        for (int channel = 0; channel < CHANNELS; channel++) {
            int shift = shift(channel);
            int from = channel * pixels.length;
            for (int i = 0; i < pixels.length; i++) {
                values[from + i] = ((pixels[i] >> shift & 0xFF) - mean[channel]) / scale[channel];
            }
        }
        TensorType type = TensorType.named(info.type());
        return Tensors.of(Tensor.of(info.name(), type, values, 1, CHANNELS, height, width));
    }

    /** Where a channel's eight bits lie in a pixel. */
    int shift(int channel) {
        return 8 * (bgr ? channel : CHANNELS - 1 - channel);
    }

    static CloudException unsuited(String why) {
        return CloudException.of(ErrorCode.INVALID_ARGUMENT, "The model does not suit this task: " + why);
    }

    private static boolean isBgr(String order) {
        if (!order.equals("RGB") && !order.equals("BGR")) {
            throw unsuited("its manifest says channels '" + Shown.of(order) + "'; RGB and BGR are known");
        }
        return order.equals("BGR");
    }

    private static float[] numbers(Map<String, String> preprocessing, String name, String otherwise) {
        String text = preprocessing.getOrDefault(name, otherwise);
        String[] parts = text.split(",", -1);
        float[] values = new float[CHANNELS];
        try {
            for (int i = 0; i < CHANNELS; i++) {
                values[i] = Float.parseFloat(parts[parts.length == 1 ? 0 : i]);
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw unsuited("its manifest says " + name + " '" + Shown.of(text) + "'; write one number or three");
        }
        if (parts.length > CHANNELS || (name.equals("scale") && values[0] * values[1] * values[2] == 0)) {
            throw unsuited("its manifest says " + name + " '" + Shown.of(text) + "', which can't be used");
        }
        return values;
    }
}
