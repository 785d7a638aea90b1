package dev.welkin.ai.djl.internal;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.infer.TensorType;
import dev.welkin.ai.spi.TrainingDriver;
import dev.welkin.ai.train.Network;
import dev.welkin.ai.train.NetworkParameter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/** A network that learns in PyTorch. Each call has one native scope, which frees what the call took. */
public final class PyTorchTraining implements TrainingDriver {
    /** DJL collects gradients once at a time in a JVM, and fails for a second one instead of waiting. */
    private static final Lock COLLECTING = new ReentrantLock();

    private final Network network;
    private final NDManager manager;
    private final NetworkForward forward;
    private final Adam adam;
    private final List<NetworkParameter> learned;
    private ByteBuffer inputs = ByteBuffer.allocateDirect(0);
    private ByteBuffer targets = ByteBuffer.allocateDirect(0);

    private PyTorchTraining(Network network, NDManager manager, Map<String, Tensor> state) {
        this.network = network;
        this.manager = manager;
        this.forward = NetworkForward.of(network, state, manager);
        this.adam = new Adam(manager, state);
        this.learned =
                network.parameters().stream().filter(NetworkParameter::learned).toList();
        for (NetworkParameter parameter : learned) {
            NDArray array = forward.array(parameter.name());
            array.setRequiresGradient(true);
            adam.add(parameter, array, state);
        }
    }

    /** Lays the state out for the engine. */
    public static PyTorchTraining open(Network network, Map<String, Tensor> state, int threads) {
        NDManager manager = PyTorchEngine.newManager();
        JniUtils.setNumThreads(threads);
        try {
            return new PyTorchTraining(network, manager, state);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    @Override
    public float[] learn(float[] batch, float[] wanted, double learningRate) {
        return inEngine(batch, scope -> {
            inputs = filled(inputs, batch);
            targets = filled(targets, wanted);
            float[] scores = withGradients(scope);
            adam.begin();
            learned.forEach(p -> adam.update(p.name(), forward.array(p.name()), learningRate));
            return scores;
        });
    }

    @Override
    public float[] score(float[] batch) {
        return inEngine(batch, scope -> {
            inputs = filled(inputs, batch);
            return withoutGradients(() -> forward.scores(input(scope), false).toFloatArray());
        });
    }

    @Override
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        for (NetworkParameter parameter : network.parameters()) {
            String name = parameter.name();
            state.put(name, DjlTensors.tensor(name, TensorType.FP32, forward.array(name)));
        }
        state.putAll(adam.state());
        return state;
    }

    @Override
    public void close() {
        JniUtils.setNumThreads(Offline.pytorchThreads());
        manager.close();
    }

    private float[] withGradients(NDManager scope) {
        COLLECTING.lock();
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray scores = forward.scores(input(scope), true);
            NDArray wanted = array(scope, targets, new Shape(network.outputs()));
            collector.backward(scores.logSoftmax(1).mul(wanted).sum().neg());
            return scores.toFloatArray();
        } finally {
            COLLECTING.unlock();
        }
    }

    /** Every thread begins with gradients on, and a graph that nobody walks back costs memory. */
    private static float[] withoutGradients(Supplier<float[]> run) {
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try {
            return run.get();
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    private NDArray input(NDManager scope) {
        Shape one =
                new Shape(network.input().stream().mapToLong(Long::longValue).toArray());
        return array(scope, inputs, one);
    }

    /** Rows of the shape of one. */
    private static NDArray array(NDManager scope, ByteBuffer elements, Shape one) {
        long rows = elements.remaining() / (Float.BYTES * one.size());
        return scope.create(elements, new Shape(rows).addAll(one), DataType.FLOAT32);
    }

    /** The same memory as before if it is large enough: the collector would free it too late. */
    private static ByteBuffer filled(ByteBuffer before, float[] values) {
        int bytes = values.length * Float.BYTES;
        ByteBuffer buffer = before.capacity() >= bytes ? before : ByteBuffer.allocateDirect(bytes);
        buffer.clear()
                .limit(bytes)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer()
                .put(values);
        return buffer;
    }

    private <T> T inEngine(float[] batch, Function<NDManager, T> run) {
        try (NDManager scope = manager.newSubManager()) {
            return run.apply(scope);
        } catch (RuntimeException e) {
            throw CloudException.of(
                    ErrorCode.INTERNAL,
                    "PyTorch failed on a batch of " + batch.length / network.inputSize() + " examples: " + e
                            + ". If it is out of memory, take smaller batches or images.",
                    e);
        }
    }
}
