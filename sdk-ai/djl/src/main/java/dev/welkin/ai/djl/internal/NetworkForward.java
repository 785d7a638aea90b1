package dev.welkin.ai.djl.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.train.Layer;
import dev.welkin.ai.train.Network;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network's arrays, and the way through its layers. What is computed on the way belongs to the input's scope. */
final class NetworkForward {
    private static final Shape ONE = new Shape(1, 1);
    private static final Shape TWO = new Shape(2, 2);
    private static final Shape NONE = new Shape(0, 0);
    private static final int CHANNELS_SECOND = -1; // what the engine does without changing axes
    private static final float MOMENTUM = 0.9f;
    private static final float EPSILON = 1e-5f;

    private final Network network;
    private final Map<String, NDArray> arrays;

    private NetworkForward(Network network, Map<String, NDArray> arrays) {
        this.network = network;
        this.arrays = arrays;
    }

    static NetworkForward of(Network network, Map<String, Tensor> weights, NDManager owner) {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        network.weightsIn(weights).forEach((name, tensor) -> arrays.put(name, copy(owner, tensor)));
        return new NetworkForward(network, arrays);
    }

    /** A copy outside the heap that belongs to the owner. */
    static NDArray copy(NDManager owner, Tensor tensor) {
        ByteBuffer elements = tensor.bytes();
        ByteBuffer direct = ByteBuffer.allocateDirect(elements.remaining()).order(ByteOrder.nativeOrder());
        try (NDArray view = DjlTensors.array(owner, tensor, direct.put(elements).flip())) {
            return view.duplicate();
        }
    }

    NDArray array(String name) {
        NDArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException(name);
        }
        return array;
    }

    NDArray scores(NDArray input, boolean training) {
        List<Layer> layers = network.layers();
        NDArray current = input;
        for (int i = 0; i < layers.size(); i++) {
            current = through(layers.get(i), "layers." + i + ".", current, training);
        }
        return current;
    }

    private NDArray through(Layer layer, String name, NDArray in, boolean training) {
        if (layer instanceof Layer.Convolution) {
            return Conv2d.conv2d(in, array(name + "weight"), array(name + "bias"), ONE, ONE)
                    .singletonOrThrow();
        }
        if (layer instanceof Layer.Normalization) {
            return BatchNorm.batchNorm(
                            in,
                            array(name + "running_mean"),
                            array(name + "running_var"),
                            array(name + "weight"),
                            array(name + "bias"),
                            CHANNELS_SECOND,
                            MOMENTUM,
                            EPSILON,
                            training)
                    .singletonOrThrow();
        }
        if (layer instanceof Layer.Dense) {
            NDArray rows = in.getShape().dimension() == 2
                    ? in
                    : in.reshape(in.getShape().get(0), -1);
            return Linear.linear(rows, array(name + "weight"), array(name + "bias"))
                    .singletonOrThrow();
        }
        return layer instanceof Layer.Relu ? Activation.relu(in) : Pool.maxPool2d(in, TWO, TWO, NONE, false);
    }
}
