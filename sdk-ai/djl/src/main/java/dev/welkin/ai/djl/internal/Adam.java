package dev.welkin.ai.djl.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.infer.TensorType;
import dev.welkin.ai.train.NetworkParameter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The optimiser of Kingma and Ba (2015), "Adam: a method for stochastic optimization", with its state in our hands, so
 * that it can be saved; DJL's own keeps it to itself.
 */
final class Adam {
    private static final String STEP = "optimizer.step";
    private static final String MEAN = "optimizer.mean.";
    private static final String VARIANCE = "optimizer.variance.";
    private static final float FIRST = 0.9f;
    private static final float SECOND = 0.999f;
    private static final float EPSILON = 1e-8f;

    private final Map<String, NDArray> state = new LinkedHashMap<>();
    private final NDManager owner;
    private long step;

    Adam(NDManager owner, Map<String, Tensor> saved) {
        this.owner = owner;
        this.step = saved.containsKey(STEP) ? savedStep(saved.get(STEP)) : 0;
    }

    /** Takes an array in, with what was saved of it. */
    void add(NetworkParameter parameter, NDArray array, Map<String, Tensor> saved) {
        for (String kind : new String[] {MEAN, VARIANCE}) {
            Tensor before = saved.get(kind + parameter.name());
            state.put(kind + parameter.name(), before == null ? array.zerosLike() : restored(parameter, before));
        }
    }

    /** Begins a step; {@link #update} follows for each array. */
    void begin() {
        step++;
    }

    /** Moves an array against its gradient, and clears that. */
    void update(String name, NDArray array, double learningRate) {
        double corrected =
                learningRate * Math.sqrt(1 - Math.pow(SECOND, (double) step)) / (1 - Math.pow(FIRST, (double) step));
        try (NDArray gradient = array.getGradient()) {
            JniUtils.adamUpdate(
                    (PtNDArray) array,
                    (PtNDArray) gradient,
                    (PtNDArray) get(MEAN + name),
                    (PtNDArray) get(VARIANCE + name),
                    (float) learningRate,
                    (float) corrected,
                    0, // no weight decay
                    1, // gradients as they are
                    -1, // and not clipped
                    FIRST,
                    SECOND,
                    EPSILON,
                    false);
            JniUtils.zeroGrad((PtNDArray) array);
        }
    }

    Map<String, Tensor> state() {
        Map<String, Tensor> saved = new LinkedHashMap<>();
        saved.put(STEP, Tensor.longs(STEP, new long[] {step}));
        state.forEach((name, array) -> saved.put(name, DjlTensors.tensor(name, TensorType.FP32, array)));
        return saved;
    }

    private NDArray get(String name) {
        NDArray array = state.get(name);
        if (array == null) {
            throw new IllegalArgumentException(name);
        }
        return array;
    }

    private NDArray restored(NetworkParameter parameter, Tensor saved) {
        if (saved.type() != TensorType.FP32 || !saved.shape().equals(parameter.shape())) {
            throw notOurs(saved);
        }
        return NetworkForward.copy(owner, saved);
    }

    private static long savedStep(Tensor saved) {
        if (saved.size() != 1 || saved.type() != TensorType.INT64) {
            throw notOurs(saved);
        }
        return saved.toLongs()[0];
    }

    private static CloudException notOurs(Tensor saved) {
        return CloudException.of(
                ErrorCode.CORRUPTED,
                "The state of an optimiser can't have " + saved + "; begin the training anew, under another prefix.");
    }
}
