package dev.welkin.ai.train;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.infer.TensorType;
import dev.welkin.ai.models.TensorInfo;
import dev.welkin.spi.Shown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A network: layers one after the other, for inputs of one shape. The last layer is dense and gives one number for each
 * class. Saved weights don't tell how they are connected; this does, in the manifest's architecture.
 *
 * @param input the shape of one input: channels, height and width of an image, or the columns of a row
 * @param layers the layers, the first one first
 */
public record Network(List<Long> input, List<Layer> layers) {
    /** The most layers: 1,000. */
    public static final int MAX_LAYERS = 1000;

    /** The most weights in all: 2^28, a gibibyte. */
    public static final long MAX_WEIGHTS = 1L << 28;

    private static final int MAX_SIDE = 1 << 16;

    /** Copies the lists and follows the shape through the layers. */
    public Network {
        input = List.copyOf(input);
        layers = List.copyOf(layers);
        if (layers.size() > MAX_LAYERS || layers.isEmpty() || !(layers.get(layers.size() - 1) instanceof Layer.Dense)) {
            throw invalid("a network has 1 to " + MAX_LAYERS + " layers, and the last one is dense");
        }
        if ((input.size() != 1 && input.size() != 3) || input.stream().anyMatch(n -> n < 1 || n > MAX_SIDE)) {
            throw invalid(
                    "an input of shape " + Shown.of(input) + ": channels, height and width, or columns are needed");
        }
        long weights = parametersOf(input, layers).stream()
                .mapToLong(NetworkParameter::size)
                .sum();
        if (weights > MAX_WEIGHTS) {
            throw invalid("it would have " + weights + " weights; at most " + MAX_WEIGHTS + " can be");
        }
    }

    /**
     * Returns what the network learns and keeps.
     *
     * @return one for each array, in the order of the layers
     */
    public List<NetworkParameter> parameters() {
        return parametersOf(input, layers);
    }

    /**
     * Returns how many numbers one input has.
     *
     * @return the product of its shape
     */
    public int inputSize() {
        return (int) product(input);
    }

    /**
     * Returns how many numbers come out for one input.
     *
     * @return the number of classes
     */
    public int outputs() {
        return ((Layer.Dense) layers.get(layers.size() - 1)).units();
    }

    /**
     * Returns what the network takes as a model.
     *
     * @return {@code input}, single precision, any number of inputs at once
     */
    public TensorInfo inputTensor() {
        List<Long> shape = new ArrayList<>(input);
        shape.add(0, -1L);
        return new TensorInfo("input", "FP32", shape);
    }

    /**
     * Returns what the network gives as a model.
     *
     * @return {@code scores}: one number for each class, which softmax makes a likelihood
     */
    public TensorInfo outputTensor() {
        return TensorInfo.of("scores", "FP32", -1, outputs());
    }

    /**
     * Picks the network's own arrays out of saved ones.
     *
     * @param saved tensors by name; others may be there too
     * @return one for each of {@link #parameters}, in their order
     * @throws CloudException CORRUPTED if one is missing, has another type or shape, or holds a NaN
     */
    public Map<String, Tensor> weightsIn(Map<String, Tensor> saved) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (NetworkParameter parameter : parameters()) {
            Tensor tensor = saved.get(parameter.name());
            if (tensor == null
                    || tensor.type() != TensorType.FP32
                    || !tensor.shape().equals(parameter.shape())
                    || tensor.hasNan()) {
                throw CloudException.of(
                        ErrorCode.CORRUPTED,
                        "The network needs '" + parameter.name() + "', finite numbers of single precision in the shape "
                                + parameter.shape() + ", and its file has " + Shown.of(tensor)
                                + ". Nothing was loaded; publish it again.");
            }
            weights.put(parameter.name(), tensor);
        }
        return weights;
    }

    /**
     * Writes the network for a manifest.
     *
     * @return the architecture that {@link #fromManifest} reads
     */
    public Map<String, String> toManifest() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("input", input.stream().map(String::valueOf).collect(Collectors.joining(" ")));
        map.put("layers", layers.stream().map(Layer::toString).collect(Collectors.joining(", ")));
        return map;
    }

    /**
     * Reads the network of a manifest.
     *
     * @param architecture what {@link #toManifest} wrote
     * @return the network
     * @throws CloudException CORRUPTED if it is none
     */
    public static Network fromManifest(Map<String, String> architecture) {
        try {
            List<Long> input = Arrays.stream(
                            architecture.getOrDefault("input", "").split(" ", 9))
                    .map(Long::valueOf)
                    .toList();
            List<Layer> layers = Arrays.stream(
                            architecture.getOrDefault("layers", "").split(",", MAX_LAYERS + 1))
                    .map(Layer::parse)
                    .toList();
            return new Network(input, layers);
        } catch (CloudException | NumberFormatException e) {
            throw CloudException.of(
                    ErrorCode.CORRUPTED,
                    "The manifest's architecture can't be a network: " + Shown.of(e.getMessage())
                            + ". Publish the model again.",
                    e);
        }
    }

    private static List<NetworkParameter> parametersOf(List<Long> input, List<Layer> layers) {
        List<NetworkParameter> parameters = new ArrayList<>();
        List<Long> shape = input;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            String name = "layers." + i + ".";
            if (layer instanceof Layer.Convolution conv) {
                requireImage(shape, layer);
                parameters.add(NetworkParameter.weight(name, conv.filters(), shape.get(0), 3, 3));
                parameters.add(NetworkParameter.zeros(name + "bias", conv.filters()));
            } else if (layer instanceof Layer.Dense dense) {
                boolean last = i == layers.size() - 1;
                parameters.add(NetworkParameter.dense(name, last, dense.units(), product(shape)));
                parameters.add(NetworkParameter.zeros(name + "bias", dense.units()));
            } else if (layer instanceof Layer.Normalization) {
                parameters.addAll(NetworkParameter.normalization(name, shape.get(0)));
            }
            shape = after(layer, shape);
        }
        return parameters;
    }

    private static List<Long> after(Layer layer, List<Long> shape) {
        if (layer instanceof Layer.Convolution conv) {
            return List.of((long) conv.filters(), shape.get(1), shape.get(2));
        }
        if (layer instanceof Layer.Dense dense) {
            return List.of((long) dense.units());
        }
        if (layer instanceof Layer.MaxPool) {
            requireImage(shape, layer);
            if (shape.get(1) < 2 || shape.get(2) < 2) {
                throw invalid("its images are too small to be halved that often; make them larger");
            }
            return List.of(shape.get(0), shape.get(1) / 2, shape.get(2) / 2);
        }
        return shape;
    }

    private static void requireImage(List<Long> shape, Layer layer) {
        if (shape.size() != 3) {
            throw invalid("'" + layer + "' needs an image, and a row of " + product(shape) + " comes in");
        }
    }

    private static long product(List<Long> shape) {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    private static CloudException invalid(String why) {
        return CloudException.of(ErrorCode.INVALID_ARGUMENT, "This can be no network: " + why);
    }
}
