package dev.welkin.ai.train;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.models.ModelDescription;
import dev.welkin.ai.spi.TrainingBackend;
import dev.welkin.ai.spi.TrainingDriver;
import dev.welkin.spi.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One training from its first epoch, or from where it stood, to its end. */
final class TrainingRun {
    private final TrainingBackend backend;
    private final TrainingOptions options;
    private final @Nullable Checkpoints checkpoints;
    private final Consumer<Epoch> listener;
    private final Split<?> data;
    private final Lesson lesson;
    private final Network network;
    private final Examples train;
    private final Examples validation;
    private final double[] weights;
    private final Map<String, String> identity;

    TrainingRun(
            TrainingBackend backend,
            TrainingOptions options,
            @Nullable Checkpoints checkpoints,
            Consumer<Epoch> listener,
            Split<?> data,
            Lesson lesson) {
        this.backend = backend;
        this.options = options;
        this.checkpoints = checkpoints;
        this.listener = listener;
        this.data = data;
        this.lesson = lesson;
        this.network = lesson.network();
        this.train = lesson.train();
        this.validation = lesson.validation();
        int[] counts = counts();
        requireExamples(counts);
        this.weights = ClassWeights.of(data.train().labels(), counts, options);
        this.identity = identity();
    }

    TrainedModel run() {
        TrainingState state = started();
        state.history().epochs().forEach(listener);
        try (TrainingDriver driver = backend.open(network, state.last(), threads())) {
            while (!isDone(state.history())) {
                state = epoch(driver, state);
                if (checkpoints != null) {
                    checkpoints.save(identity, state);
                }
                listener.accept(
                        state.history().epochs().get(state.history().epochs().size() - 1));
            }
        }
        return trained(state);
    }

    private TrainingState started() {
        Optional<TrainingState> before = checkpoints == null ? Optional.empty() : checkpoints.load(identity, network);
        return before.orElseGet(() -> {
            Map<String, Tensor> begun = new LinkedHashMap<>();
            Random random = new Random(options.seed());
            network.parameters().forEach(parameter -> begun.put(parameter.name(), parameter.begin(random)));
            return new TrainingState(new History(List.of()), begun, begun);
        });
    }

    private boolean isDone(History history) {
        int seen = history.epochs().size();
        boolean tired = options.patience() > 0 && seen - history.best() >= options.patience();
        return seen >= options.epochs() || (seen > 0 && tired);
    }

    private TrainingState epoch(TrainingDriver driver, TrainingState before) {
        int number = before.history().epochs().size() + 1;
        Tally learned = learn(driver, number);
        Tally validated = validate(driver);
        Epoch epoch = new Epoch(number, learned.loss(), learned.accuracy(), validated.loss(), validated.accuracy());
        requireNumbers(epoch);
        List<Epoch> epochs = new ArrayList<>(before.history().epochs());
        epochs.add(epoch);
        History history = new History(epochs);
        Map<String, Tensor> state = driver.state();
        return new TrainingState(history, state, history.best() == number ? network.weightsIn(state) : before.best());
    }

    private Tally learn(TrainingDriver driver, int epoch) {
        Tally tally = new Tally(network.outputs());
        int[] order = shuffled(train.size(), epoch);
        for (int from = 0; from < order.length; from += options.batchSize()) {
            requireNotInterrupted();
            int rows = Math.min(options.batchSize(), order.length - from);
            float[] inputs = new float[rows * network.inputSize()];
            for (int row = 0; row < rows; row++) {
                putVaried(order[from + row], inputs, row * network.inputSize(), epoch);
            }
            float[] scores = driver.learn(inputs, targets(order, from, rows), options.learningRate());
            for (int row = 0; row < rows; row++) {
                add(tally, scores, row, train.label(order[from + row]));
            }
        }
        return tally;
    }

    private Tally validate(TrainingDriver driver) {
        Tally tally = new Tally(network.outputs());
        for (int from = 0; from < validation.size(); from += options.batchSize()) {
            requireNotInterrupted();
            int rows = Math.min(options.batchSize(), validation.size() - from);
            float[] inputs = new float[rows * network.inputSize()];
            for (int row = 0; row < rows; row++) {
                validation.put(from + row, inputs, row * network.inputSize());
            }
            float[] scores = driver.score(inputs);
            for (int row = 0; row < rows; row++) {
                add(tally, scores, row, validation.label(from + row));
            }
        }
        return tally;
    }

    private void add(Tally tally, float[] scores, int row, int label) {
        tally.add(scores, row * network.outputs(), label, weights[label]);
    }

    /** One number in each row, so that the loss is the weighted mean over the batch. */
    private float[] targets(int[] order, int from, int rows) {
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            sum += weights[train.label(order[from + row])];
        }
        float[] targets = new float[rows * network.outputs()];
        for (int row = 0; row < rows; row++) {
            int label = train.label(order[from + row]);
            targets[row * network.outputs() + label] = (float) (weights[label] / sum);
        }
        return targets;
    }

    /** How an image is varied depends on seed, epoch and image alone, so that it is the same after a new start. */
    private void putVaried(int index, float[] inputs, int at, int epoch) {
        if (options.augmentation().equals(Augmentation.NONE)) {
            train.put(index, inputs, at);
        } else {
            SplittableRandom random = new SplittableRandom(options.seed() + 31L * epoch + 1_000_003L * index);
            train.put(index, inputs, at, options.augmentation(), random);
        }
    }

    private int[] shuffled(int size, int epoch) {
        int[] order = new int[size];
        SplittableRandom random = new SplittableRandom(options.seed() + 0x9E3779B97F4A7C15L * epoch);
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private TrainedModel trained(TrainingState state) {
        try (TrainingDriver driver = backend.open(network, state.best(), threads())) {
            ConfusionMatrix confusion =
                    new ConfusionMatrix(data.train().labels(), validate(driver).confusion());
            Set<Skipped> skipped = new LinkedHashSet<>(train.skipped()); // both may be of one file
            skipped.addAll(validation.skipped());
            return new TrainedModel(
                    network, state.best(), state.history(), confusion, List.copyOf(skipped), description());
        }
    }

    private int threads() {
        return options.threads() == 0 ? Runtime.getRuntime().availableProcessors() : options.threads();
    }

    private Map<String, String> identity() {
        Map<String, String> all = new LinkedHashMap<>(options.identity());
        all.putAll(network.toManifest());
        all.put("labels", String.valueOf(data.train().labels()));
        all.put("train.sha256", train.fingerprint());
        all.put("validation.sha256", validation.fingerprint());
        return all;
    }

    private ModelDescription description() {
        ModelDescription description =
                lesson.description().withBackend(backend.engine()).withDataset(String.valueOf(data.train()));
        for (Map.Entry<String, String> option : options.identity().entrySet()) {
            description = description.withLineage(option.getKey(), option.getValue());
        }
        return description
                .withLineage("engine", backend.engine())
                .withLineage("dataset.sha256", train.fingerprint())
                .withLineage("validation.sha256", validation.fingerprint());
    }

    /** How many examples there are of each class. */
    private int[] counts() {
        int[] counts = new int[data.train().labels().size()];
        for (int i = 0; i < train.size(); i++) {
            counts[train.label(i)]++;
        }
        return counts;
    }

    private void requireExamples(int[] counts) {
        List<String> labels = data.train().labels();
        if (train.size() == 0 || validation.size() == 0) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            "None of the examples to " + (train.size() == 0 ? "learn from" : "validate with")
                                    + " can be used. The first of them: " + firstSkipped())
                    .reason("empty_dataset")
                    .build();
        }
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0) {
                throw CloudException.builder(
                                ErrorCode.INVALID_ARGUMENT,
                                "There is no usable example of the class '" + Shown.of(labels.get(i))
                                        + "' to learn from. Add some, or leave the class out.")
                        .reason("empty_class")
                        .build();
            }
        }
    }

    private String firstSkipped() {
        List<Skipped> all = train.size() == 0 ? train.skipped() : validation.skipped();
        return all.isEmpty()
                ? "there is none"
                : Shown.of(all.get(0).name()) + ": " + all.get(0).why();
    }

    private void requireNumbers(Epoch epoch) {
        if (!Double.isFinite(epoch.trainLoss()) || !Double.isFinite(epoch.validationLoss())) {
            throw CloudException.builder(
                            ErrorCode.FAILED,
                            "The loss of epoch " + epoch.number() + " is no number any more; nothing of this epoch was"
                                    + " saved. Take a lower learning rate than " + options.learningRate() + ".")
                    .reason("diverged")
                    .build();
        }
    }

    private static void requireNotInterrupted() {
        if (Thread.interrupted()) {
            throw CloudException.interrupted("train a network", new InterruptedException());
        }
    }
}
