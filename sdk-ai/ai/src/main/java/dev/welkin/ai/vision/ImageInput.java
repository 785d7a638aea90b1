package dev.welkin.ai.vision;

import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.infer.TensorType;
import dev.welkin.ai.infer.Tensors;
import dev.welkin.ai.internal.tasks.Unsuited;
import dev.welkin.ai.models.TensorInfo;
import dev.welkin.spi.Shown;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;

/**
 * How an image becomes a model's one input of shape [batch, 3, height, width] or [3, height, width]. The manifest's
 * preprocessing says {@code channels} (RGB or BGR; default RGB), {@code mean} and {@code scale}, one number or one for
 * each channel: a value from 0 to 255 goes in as (value - mean) / scale, by default value / 255. It says how an image
 * comes to the model's size, {@code resize}: {@code stretch}, the default, or {@code letterbox}, which keeps its
 * proportions and fills what is left over with {@code padding}, one value from 0 to 255 or one for each channel, by
 * default the grey 114.
 */
final class ImageInput {
    private static final int CHANNELS = 3;

    private final TensorInfo info;
    private final int width;
    private final int height;
    private final boolean bgr;
    private final float[] mean;
    private final float[] scale;
    private final boolean letterbox;
    private final int padding;

    private ImageInput(TensorInfo info, Map<String, String> preprocessing) {
        this.info = info;
        int dimensions = info.shape().size();
        this.height = info.shape().get(dimensions - 2).intValue();
        this.width = info.shape().get(dimensions - 1).intValue();
        this.bgr = isBgr(preprocessing.getOrDefault("channels", "RGB"));
        this.mean = numbers(preprocessing, "mean", "0");
        this.scale = numbers(preprocessing, "scale", "255");
        this.letterbox = isLetterbox(preprocessing.getOrDefault("resize", "stretch"));
        this.padding = colour(numbers(preprocessing, "padding", "114"));
    }

    static ImageInput of(InferenceModel model) {
        List<TensorInfo> inputs = model.inputs();
        if (inputs.size() != 1 || !suits(inputs.get(0).shape())) {
            throw Unsuited.because(
                    "it takes " + Shown.of(inputs) + ", and one input of shape [1 or -1, 3, height, width] or"
                            + " [3, height, width] is needed; where its size is open, the manifest's inputs can fix it");
        }
        return new ImageInput(inputs.get(0), model.description().preprocessing());
    }

    Tensors of(BufferedImage image) {
        int[] pixels = pixels(ImageFile.checkSize(image));
        float[] values = new float[CHANNELS * pixels.length];
        for (int channel = 0; channel < CHANNELS; channel++) {
            int shift = shift(channel);
            int from = channel * pixels.length;
            for (int i = 0; i < pixels.length; i++) {
                values[from + i] = ((pixels[i] >> shift & 0xFF) - mean[channel]) / scale[channel];
            }
        }
        long[] shape = info.shape().stream().mapToLong(Math::abs).toArray();
        return Tensors.of(Tensor.of(info.name(), TensorType.named(info.type()), values, shape));
    }

    /** Where an image lies in the input. */
    Placement placement(BufferedImage image) {
        return letterbox ? Placement.letterboxed(image, width, height) : Placement.stretched(image, width, height);
    }

    private int[] pixels(BufferedImage image) {
        Placement placement = placement(image);
        BufferedImage scaled = Pixels.scaled(
                image, placement.across().length(), placement.down().length());
        return Pixels.of(letterbox ? Pixels.padded(scaled, placement, padding) : scaled);
    }

    /** Where a channel's eight bits lie in a pixel. */
    int shift(int channel) {
        return 8 * (bgr ? channel : CHANNELS - 1 - channel);
    }

    private int colour(float[] levels) {
        int colour = 0;
        for (int channel = 0; channel < CHANNELS; channel++) {
            float level = levels[channel];
            if (level != (int) level || level < 0 || level > 255) {
                throw Unsuited.because("its manifest says padding " + level + "; write whole numbers from 0 to 255");
            }
            colour |= (int) level << shift(channel);
        }
        return colour;
    }

    private static boolean suits(List<Long> shape) {
        int first = shape.size() - 3;
        return (first == 0 || (first == 1 && Math.abs(shape.get(0)) == 1))
                && shape.get(first) == CHANNELS
                && shape.get(first + 1) > 0
                && shape.get(first + 2) > 0;
    }

    private static boolean isLetterbox(String resize) {
        if (!resize.equals("stretch") && !resize.equals("letterbox")) {
            throw Unsuited.because(
                    "its manifest says resize '" + Shown.of(resize) + "'; stretch and letterbox are known");
        }
        return resize.equals("letterbox");
    }

    private static boolean isBgr(String order) {
        if (!order.equals("RGB") && !order.equals("BGR")) {
            throw Unsuited.because("its manifest says channels '" + Shown.of(order) + "'; RGB and BGR are known");
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
            throw Unsuited.because(
                    "its manifest says " + name + " '" + Shown.of(text) + "'; write one number or three");
        }
        if (parts.length > CHANNELS || (name.equals("scale") && values[0] * values[1] * values[2] == 0)) {
            throw Unsuited.because("its manifest says " + name + " '" + Shown.of(text) + "', which can't be used");
        }
        return values;
    }
}
