package dev.welkin.ai.infer;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.models.Model;
import dev.welkin.ai.models.ModelDescription;
import dev.welkin.ai.models.ModelFormat;
import dev.welkin.ai.models.TensorInfo;
import dev.welkin.ai.predict.BatchFunction;
import dev.welkin.ai.spi.InferenceBackend;
import dev.welkin.ai.spi.InferenceDriver;
import dev.welkin.spi.Backends;
import dev.welkin.spi.Shown;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * A model of an engine, loaded on this machine. Safe for use by several threads; a run takes the calling thread, so
 * parallelism comes from the callers. Serve it to many callers with {@link dev.welkin.ai.predict.Predictor#builder
 * Predictor.builder(cloud, model.serving(task))}.
 */
public final class InferenceModel implements AutoCloseable {
    /** Loads ONNX models: {@code registry.load("faces@prod", InferenceModel.ONNX)}. Needs {@code welkin-ai-djl}. */
    public static final ModelFormat<InferenceModel> ONNX = new EngineFormat("onnx", false);

    /**
     * Loads TorchScript models. They are code: the registry must trust a key that signed them, or everything. Their
     * manifest names inputs and outputs, which the file does not. Needs {@code welkin-ai-djl}.
     */
    public static final ModelFormat<InferenceModel> TORCHSCRIPT = new EngineFormat("torchscript", true);

    /** Loads networks that {@link dev.welkin.ai.train.Trainer} trained. Needs {@code welkin-ai-djl}. */
    public static final ModelFormat<InferenceModel> NETWORK = new EngineFormat("welkin-network-1", false);

    private final ModelDescription description;
    private final InferenceDriver driver;
    private final Signature signature;
    private final ReadWriteLock inUse = new ReentrantReadWriteLock();
    private boolean closed;

    private InferenceModel(ModelDescription description, InferenceDriver driver, Signature signature) {
        this.description = description;
        this.driver = driver;
        this.signature = signature;
    }

    /**
     * Loads a model that lies in memory.
     *
     * @param model its description and files; where the description names inputs or outputs they must be those of the
     *     files
     * @return the model; close it
     * @throws CloudException UNSUPPORTED if nothing on the class path runs its format; CORRUPTED if its files are
     *     broken, or not as its description says; REFUSED (reason {@code code}) if its format is code, as TorchScript
     *     is
     */
    public static InferenceModel open(Model model) {
        String format = model.description().format();
        if (backend(format).isCode(format)) {
            throw CloudException.builder(
                            ErrorCode.REFUSED,
                            "A model of the format '" + Shown.of(format) + "' is code that would run here, and nobody"
                                    + " vouches for it. Load it from a registry that trusts its publisher's key, or, if"
                                    + " you know where it comes from, with InferenceModel.openTrusted.")
                    .reason("code")
                    .build();
        }
        return openTrusted(model);
    }

    /**
     * Loads a model that lies in memory, also one that is code, as TorchScript is: it may do what this program may.
     *
     * @param model as {@link #open} takes it
     * @return the model; close it
     * @throws CloudException as {@link #open}, but for code
     */
    public static InferenceModel openTrusted(Model model) {
        ModelDescription description = model.description();
        InferenceDriver driver = backend(description.format()).open(model);
        try {
            Signature signature = Signature.agreed(description, driver.inputs(), driver.outputs());
            return new InferenceModel(description, driver, signature);
        } catch (CloudException e) {
            driver.close();
            throw e;
        }
    }

    /**
     * Returns what the model says of itself.
     *
     * @return its description
     */
    public ModelDescription description() {
        return description;
    }

    /**
     * Returns what the model takes.
     *
     * @return one for each input; -1 where any size is taken
     */
    public List<TensorInfo> inputs() {
        return signature.inputs();
    }

    /**
     * Returns what the model gives.
     *
     * @return one for each output; -1 where the size depends on the input
     */
    public List<TensorInfo> outputs() {
        return signature.outputs();
    }

    /**
     * Tells whether several inputs can run as one: the first dimension of every input and output is free.
     *
     * @return false for models of a fixed batch, as most detectors are
     */
    public boolean takesBatches() {
        return signature.takesBatches();
    }

    /**
     * Runs the model on the calling thread.
     *
     * @param inputs one tensor for each of {@link #inputs}
     * @return one tensor for each of {@link #outputs}
     * @throws CloudException INVALID_ARGUMENT if a name, type or shape is not the model's, or a number is NaN;
     *     CORRUPTED if the outputs are not as the description says; CLOSED
     */
    public Tensors run(Tensors inputs) {
        signature.checkInputs(inputs);
        return whileOpen(() -> signature.checkOutputs(driver.run(inputs)));
    }

    /**
     * Makes the model ready to be served. Closing the result closes the model, as a predictor does once it has been
     * replaced or closed.
     *
     * @param task how to come from inputs to tensors and from tensors to outputs
     * @param <I> what goes in
     * @param <O> what comes out
     * @return the model as a predictor takes it
     * @throws CloudException INVALID_ARGUMENT if the model does not suit the task; it stays open
     */
    public <I, O> BatchFunction<I, O> serving(Task<I, O> task) {
        return new ServedTask<>(this, task.on(this));
    }

    /**
     * Makes the model ready to be served as it is, tensors in and tensors out.
     *
     * @return the model as a predictor takes it; a predictor runs several inputs as one where the model
     *     {@linkplain #takesBatches takes batches}
     */
    public BatchFunction<Tensors, Tensors> serving() {
        return serving(model -> new AsTheyAre());
    }

    /**
     * Estimates what the model holds outside the Java heap.
     *
     * @return bytes; 0 once closed
     */
    public long nativeBytes() {
        inUse.readLock().lock();
        try {
            return closed ? 0 : driver.nativeBytes();
        } finally {
            inUse.readLock().unlock();
        }
    }

    /** Waits for the runs that are inside, then frees the model. Later calls do nothing. */
    @Override
    public void close() {
        inUse.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                driver.close();
            }
        } finally {
            inUse.writeLock().unlock();
        }
    }

    private <T> T whileOpen(Supplier<T> run) {
        inUse.readLock().lock();
        try {
            if (closed) {
                throw CloudException.of(ErrorCode.CLOSED, "The model is closed; load it again");
            }
            return run.get();
        } finally {
            inUse.readLock().unlock();
        }
    }

    private static InferenceBackend backend(String format) {
        List<InferenceBackend> matching = Backends.all(InferenceBackend.class).stream()
                .filter(b -> b.formats().contains(format))
                .toList();
        if (matching.size() == 1) {
            return matching.get(0);
        }
        throw CloudException.of(
                ErrorCode.UNSUPPORTED,
                matching.isEmpty()
                        ? "Nothing on the class path runs models of the format '" + Shown.of(format)
                                + "'. Add the dependency dev.welkin:welkin-ai-djl (with what it brings, 5 MB), and for 'onnx'"
                                + " com.microsoft.onnxruntime:onnxruntime (41 MB)."
                        : "Several engines run models of the format '" + Shown.of(format) + "': " + matching
                                + ". Remove all but one from the class path.");
    }
}
