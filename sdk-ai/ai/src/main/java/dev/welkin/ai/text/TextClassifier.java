package dev.welkin.ai.text;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.classify.Classification;
import dev.welkin.ai.internal.text.TextFeatures;
import dev.welkin.ai.models.Model;
import dev.welkin.ai.models.ModelDescription;
import dev.welkin.ai.models.ModelFormat;
import dev.welkin.ai.models.TensorInfo;
import dev.welkin.ai.predict.BatchFunction;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Tells which of two or more classes a text belongs to: a linear model on hashed sequences of words and characters.
 * Works for any language, also those written without spaces. Immutable; safe for use by several threads.
 */
public final class TextClassifier implements Model, BatchFunction<String, Classification> {
    /** Reads classifiers from a registry. */
    public static final ModelFormat<TextClassifier> FORMAT = new TextFormat();

    /** The most classes: 10,000. Classes times features are limited too, to 2^25. */
    public static final int MAX_LABELS = 10_000;

    private static final long MAX_WEIGHTS = 1L << 25;

    private final TextOptions options;
    private final List<String> labels;
    private final LinearModel model;
    private final TextFeatures features;

    TextClassifier(TextOptions options, List<String> labels, LinearModel model) {
        this.options = options;
        this.labels = List.copyOf(labels);
        this.model = model;
        this.features = features(options);
    }

    /**
     * Trains with {@link TextOptions#DEFAULT}.
     *
     * @param examples texts of at least two classes
     * @return the classifier
     * @throws CloudException INVALID_ARGUMENT if there is no example, or only one class
     */
    public static TextClassifier train(List<Labeled> examples) {
        return train(examples, TextOptions.DEFAULT);
    }

    /**
     * Trains. Takes about 4 bytes of memory for each feature, and as many again for each class.
     *
     * @param examples texts of at least two classes
     * @param options how
     * @return the classifier
     * @throws CloudException INVALID_ARGUMENT if there is no example, only one class, or too many
     */
    public static TextClassifier train(List<Labeled> examples, TextOptions options) {
        List<String> labels =
                List.copyOf(new TreeSet<>(examples.stream().map(Labeled::label).toList()));
        checkLabels(labels, options);
        TextFeatures features = features(options);
        int[][] inputs = examples.stream().map(e -> features.of(e.text())).toArray(int[][]::new);
        Map<String, Integer> numbers = new LinkedHashMap<>();
        labels.forEach(label -> numbers.put(label, numbers.size()));
        int[] outputs = examples.stream()
                .mapToInt(e -> numbers.getOrDefault(e.label(), 0))
                .toArray();
        return new TextClassifier(options, labels, new LinearTrainer(options, inputs, outputs, labels.size()).train());
    }

    /**
     * Classifies a text.
     *
     * @param text the text; one without any known word gives the classes' shares in training, roughly. Of a text over
     *     100,000 characters the beginning counts
     * @return the likeliest class and the scores of all
     */
    public Classification classify(String text) {
        double[] scores = model.predict(features.of(text));
        List<Integer> order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .toList();
        Map<String, Double> byLabel = new LinkedHashMap<>();
        order.forEach(i -> byLabel.put(labels.get(i), scores[i]));
        return new Classification(labels.get(order.get(0)), byLabel);
    }

    @Override
    public List<Classification> predict(List<String> texts) {
        return texts.stream().map(this::classify).toList();
    }

    /** A text is classified faster than a thread is changed. */
    @Override
    public boolean profitsFromBatches() {
        return false;
    }

    /**
     * Returns the classes.
     *
     * @return the labels in alphabetical order
     */
    @Override
    public List<String> labels() {
        return labels;
    }

    /**
     * Returns how this classifier was trained.
     *
     * @return the options
     */
    public TextOptions options() {
        return options;
    }

    /**
     * Writes the classifier.
     *
     * @return bytes for {@link #load}
     */
    public byte[] save() {
        return TextFormat.write(options, labels, model);
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @param bytes the saved classifier
     * @return the classifier
     * @throws CloudException CORRUPTED if the bytes are cut, altered, or no classifier of a known version
     */
    public static TextClassifier load(byte[] bytes) {
        return TextFormat.read(bytes);
    }

    @Override
    public ModelDescription description() {
        return ModelDescription.of("text-classification", FORMAT.name())
                .withBackend("java")
                .withTensors(
                        List.of(TensorInfo.of("text", "BYTES", -1)),
                        List.of(TensorInfo.of("scores", "FP64", -1, labels.size())))
                .withLabels(labels);
    }

    @Override
    public Map<String, byte[]> files() {
        return Map.of(TextFormat.FILE, save());
    }

    @Override
    public String toString() {
        return "TextClassifier of " + labels.size() + " classes";
    }

    private static TextFeatures features(TextOptions options) {
        return new TextFeatures(options.maxWords(), options.maxChars(), options.hashBits());
    }

    private static void checkLabels(List<String> labels, TextOptions options) {
        if (labels.size() < 2) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "A text classifier was to be trained on examples of "
                            + (labels.isEmpty() ? "no class" : "one class alone, '" + labels.get(0) + "'")
                            + "; give examples of at least two classes");
        }
        if (!fits(labels.size(), options.hashBits())) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    labels.size() + " classes with 2^" + options.hashBits() + " features are too many; at most "
                            + MAX_LABELS + " classes and " + MAX_WEIGHTS + " weights: lower hashBits");
        }
    }

    static boolean fits(int labels, int hashBits) {
        return labels <= MAX_LABELS && (long) labels << hashBits <= MAX_WEIGHTS;
    }
}
