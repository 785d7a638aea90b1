package dev.welkin.ai.train;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.spi.TrainingBackend;
import dev.welkin.spi.Backends;
import dev.welkin.storage.Bucket;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network on this machine. {@link TrainingOptions#DEFAULT} holds unless a method says otherwise, and
 * {@link TrainingOptions} says which values can be. The same examples, options, threads and seed give the same history
 * on the same machine, also when the training was killed in between and goes on from its checkpoints. For one thread;
 * needs {@code welkin-ai-djl} with PyTorch.
 *
 * @param <D> what it learns from: {@link ImageFolder} or {@link CsvTable}
 */
public final class Trainer<D extends Dataset> {
    private final Architecture<D> architecture;
    private int epochs = TrainingOptions.DEFAULT.epochs();
    private int batchSize = TrainingOptions.DEFAULT.batchSize();
    private double learningRate = TrainingOptions.DEFAULT.learningRate();
    private long seed = TrainingOptions.DEFAULT.seed();
    private int patience = TrainingOptions.DEFAULT.patience();
    private Augmentation augmentation = TrainingOptions.DEFAULT.augmentation();
    private boolean balanced = TrainingOptions.DEFAULT.balanced();
    private Map<String, Double> classWeights = TrainingOptions.DEFAULT.classWeights();
    private long memoryBytes = TrainingOptions.DEFAULT.memoryBytes();
    private int threads = TrainingOptions.DEFAULT.threads();
    private @Nullable Checkpoints checkpoints;
    private Consumer<Epoch> listener = epoch -> {};

    private Trainer(Architecture<D> architecture) {
        this.architecture = architecture;
    }

    /**
     * Starts a trainer.
     *
     * @param architecture how the network is built, for example {@link ImageClassifier#smallCnn()} or
     *     {@link TabularClassifier#mlp}
     * @param <D> what it learns from
     * @return a trainer with the default options
     */
    public static <D extends Dataset> Trainer<D> of(Architecture<D> architecture) {
        return new Trainer<>(architecture);
    }

    /**
     * Sets how often all examples are seen. A finished training with checkpoints goes on if there are more than before.
     *
     * @param value 1 to {@link TrainingOptions#MAX_EPOCHS}
     * @return this
     */
    public Trainer<D> epochs(int value) {
        epochs = value;
        return this;
    }

    /**
     * Sets how many examples make a step.
     *
     * @param value 1 to {@link TrainingOptions#MAX_BATCH}
     * @return this
     */
    public Trainer<D> batchSize(int value) {
        batchSize = value;
        return this;
    }

    /**
     * Sets how far a step goes.
     *
     * @param value above 0, at most 10
     * @return this
     */
    public Trainer<D> learningRate(double value) {
        learningRate = value;
        return this;
    }

    /**
     * Sets what orders the examples, begins the weights and varies the images.
     *
     * @param value any number
     * @return this
     */
    public Trainer<D> seed(long value) {
        seed = value;
        return this;
    }

    /**
     * Stops early. The model has the weights of the best epoch in any case.
     *
     * @param value after how many epochs without a lower validation loss; 0 for never
     * @return this
     */
    public Trainer<D> earlyStop(int value) {
        patience = value;
        return this;
    }

    /**
     * Varies training images; rows of a table can't be.
     *
     * @param value how
     * @return this
     */
    public Trainer<D> augment(Augmentation value) {
        augmentation = value;
        return this;
    }

    /**
     * Lets each class count alike in the loss, however many training examples it has.
     *
     * @return this
     */
    public Trainer<D> balanceClasses() {
        balanced = true;
        return this;
    }

    /**
     * Lets examples of some classes count more or less in the loss, on top of {@link #balanceClasses} where that is
     * asked for.
     *
     * @param weights by class; above 0, and 1 for a class that is not named
     * @return this
     */
    public Trainer<D> classWeights(Map<String, Double> weights) {
        classWeights = Map.copyOf(weights);
        return this;
    }

    /**
     * Sets how much memory images may take; those that don't fit are read again in each epoch. A {@link CsvTable} is in
     * memory already.
     *
     * @param bytes 0 or more
     * @return this
     */
    public Trainer<D> memory(long bytes) {
        memoryBytes = bytes;
        return this;
    }

    /**
     * Sets how many threads the engine computes with. One is best where others want the processors too: threads that
     * wait for one another then waste most of their time. A training that goes on repeats its history with the same
     * number only.
     *
     * @param value 0 for one for each processor
     * @return this
     */
    public Trainer<D> threads(int value) {
        threads = value;
        return this;
    }

    /**
     * Saves the training after each epoch, and goes on from there the next time: also after a kill -9, with the same
     * history. Only the last and the best epoch are kept. One training at a time may use a prefix.
     *
     * @param bucket where to
     * @param prefix the beginning of the keys, ending in {@code /}; a prefix for each training
     * @return this
     */
    public Trainer<D> checkpointTo(Bucket bucket, String prefix) {
        checkpoints = new Checkpoints(bucket, prefix);
        return this;
    }

    /**
     * Follows the training.
     *
     * @param value called after each epoch on the training thread, when its checkpoint is saved; also for the epochs of
     *     a training that goes on. What it throws ends the training
     * @return this
     */
    public Trainer<D> onEpoch(Consumer<Epoch> value) {
        listener = value;
        return this;
    }

    /**
     * Trains on the calling thread.
     *
     * @param data what to learn from and to validate with
     * @return the network with the weights of the best epoch
     * @throws CloudException INVALID_ARGUMENT if an option is out of its range, or with reason {@code empty_dataset},
     *     {@code empty_class}, {@code columns_differ}, or what is wrong with an image or row; FAILED (reason
     *     {@code diverged}) if the loss is no number any more; PRECONDITION_FAILED (reason {@code other_training}) if
     *     the checkpoints are those of another training; UNSUPPORTED if no engine is on the class path; CANCELLED if
     *     the thread was interrupted; what reading and saving throw
     */
    public TrainedModel fit(Split<D> data) {
        TrainingOptions options = new TrainingOptions(
                epochs,
                batchSize,
                learningRate,
                seed,
                patience,
                augmentation,
                balanced,
                classWeights,
                memoryBytes,
                threads);
        TrainingBackend backend = backend();
        Lesson lesson = architecture.lesson(data, options);
        return new TrainingRun(backend, options, checkpoints, listener, data, lesson).run();
    }

    private static TrainingBackend backend() {
        List<TrainingBackend> found = Backends.all(TrainingBackend.class);
        if (found.size() == 1) {
            return found.get(0);
        }
        throw CloudException.of(
                ErrorCode.UNSUPPORTED,
                found.isEmpty()
                        ? "Nothing on the class path trains networks. Add the dependencies dev.welkin:welkin-ai-djl"
                                + " (with what it brings, 5 MB), ai.djl.pytorch:pytorch-native-cpu with the classifier of"
                                + " your platform (112 MB) and ai.djl.pytorch:pytorch-jni (3 MB)."
                        : "Several engines train networks: " + found + ". Remove all but one from the class path.");
    }
}
