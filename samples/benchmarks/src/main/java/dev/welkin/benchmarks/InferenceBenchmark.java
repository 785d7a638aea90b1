package dev.welkin.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.infer.TensorType;
import dev.welkin.ai.infer.Tensors;
import dev.welkin.ai.models.Model;
import dev.welkin.ai.models.ModelDescription;
import java.nio.Buffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A model through Welkin and through ONNX Runtime's own Java API, in one process, rounds interleaved; both copy the
 * inputs in and the outputs out, on one thread.
 */
final class InferenceBenchmark {
    private static final int ROUNDS = 12;

    private InferenceBenchmark() {}

    /** Something that runs once. */
    private interface Run {
        void once() throws OrtException;
    }

    /** Takes the folder that holds the models. */
    public static void main(String[] args) throws OrtException {
        Path folder = Path.of(args[0]);
        compare(folder.resolve("silero_vad.onnx"), speech(), 1500);
        compare(folder.resolve("ultraface-slim-320.onnx"), image("input", 240, 320), 150);
    }

    private static void compare(Path file, Tensors inputs, int calls) throws OrtException {
        try (InferenceModel ours = open(file)) { // first: the engine starts only once
            OrtEnvironment engine = OrtEnvironment.getEnvironment();
            try (OrtSession plain = engine.createSession(file.toString(), options())) {
                Map<String, Buffer> arrays = arrays(inputs);
                interleave(file, calls, () -> ours.run(inputs), () -> run(engine, plain, inputs, arrays));
            }
        }
    }

    private static void interleave(Path file, int calls, Run ours, Run plain) throws OrtException {
        measure(ours, plain, calls);
        double[] ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            double[] medians = measure(ours, plain, calls);
            ratios[round] = medians[0] / medians[1];
            System.out.printf(
                    "%s: ours %.3f ms, plain %.3f ms, ratio %.3f%n",
                    file.getFileName(), medians[0], medians[1], ratios[round]);
        }
        Arrays.sort(ratios);
        System.out.printf(
                "%s: median ratio %.3f, from %.3f to %.3f%n",
                file.getFileName(), ratios[ROUNDS / 2], ratios[0], ratios[ROUNDS - 1]);
    }

    /** The medians of the calls, in milliseconds. They take turns: a processor's speed changes within a second. */
    private static double[] measure(Run ours, Run plain, int calls) throws OrtException {
        long[][] nanos = new long[2][calls];
        for (int i = 0; i < calls; i++) {
            nanos[0][i] = once(ours);
            nanos[1][i] = once(plain);
        }
        return new double[] {median(nanos[0]), median(nanos[1])};
    }

    private static long once(Run run) throws OrtException {
        long start = System.nanoTime();
        run.once();
        return System.nanoTime() - start;
    }

    private static double median(long[] nanos) {
        Arrays.sort(nanos);
        return nanos[nanos.length / 2] / 1e6;
    }

    /** What a caller of the plain API has in hand. */
    private static Map<String, Buffer> arrays(Tensors inputs) {
        Map<String, Buffer> arrays = new HashMap<>();
        for (Tensor tensor : inputs) {
            boolean whole = tensor.type() == TensorType.INT64;
            arrays.put(
                    tensor.name(), whole ? LongBuffer.wrap(tensor.toLongs()) : FloatBuffer.wrap(tensor.toFloats()));
        }
        return arrays;
    }

    private static void run(
            OrtEnvironment engine, OrtSession session, Tensors inputs, Map<String, Buffer> arrays)
            throws OrtException {
        Map<String, OnnxTensor> given = new HashMap<>();
        try {
            for (Tensor tensor : inputs) {
                given.put(tensor.name(), copy(engine, tensor, arrays.get(tensor.name())));
            }
            try (OrtSession.Result result = session.run(given)) {
                for (Map.Entry<String, OnnxValue> output : result) {
                    FloatBuffer copied = ((OnnxTensor) output.getValue()).getFloatBuffer();
                    copied.get(copied.limit() - 1);
                }
            }
        } finally {
            given.values().forEach(OnnxTensor::close);
        }
    }

    private static OnnxTensor copy(OrtEnvironment engine, Tensor tensor, @Nullable Buffer array) throws OrtException {
        long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
        return array instanceof LongBuffer longs
                ? OnnxTensor.createTensor(engine, longs, shape)
                : OnnxTensor.createTensor(engine, (FloatBuffer) Objects.requireNonNull(array), shape);
    }

    private static OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        return options;
    }

    private static InferenceModel open(Path file) {
        return InferenceModel.open(Model.of(ModelDescription.of("benchmark", "onnx"), file));
    }

    private static Tensors speech() {
        return Tensors.of(
                Tensor.floats("input", noise(576), 1, 576),
                Tensor.floats("state", new float[256], 2, 1, 128),
                Tensor.longs("sr", new long[] {16_000}));
    }

    private static Tensors image(String name, int height, int width) {
        return Tensors.of(Tensor.floats(name, noise(3 * height * width), 1, 3, height, width));
    }

    private static float[] noise(int size) {
        Random random = new Random(1);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
