package dev.welkin.ai.train;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.infer.TensorFile;
import dev.welkin.ai.models.Model;
import dev.welkin.ai.models.ModelDescription;
import dev.welkin.ai.models.ModelManifest;
import dev.welkin.ai.models.ModelRegistry;
import dev.welkin.spi.Shown;
import java.util.List;
import java.util.Map;

/**
 * A network that has learned, and what is known of it. It is a {@link Model}: publish it, or serve it with
 * {@code InferenceModel.open(trained)}. Immutable; holds nothing native.
 */
public final class TrainedModel implements Model {
    /** The model's one file, in the format safetensors. */
    public static final String FILE = "weights.safetensors";

    private final Network network;
    private final Map<String, Tensor> weights;
    private final History history;
    private final ConfusionMatrix confusion;
    private final List<Skipped> skipped;
    private final ModelDescription description;

    TrainedModel(
            Network network,
            Map<String, Tensor> weights,
            History history,
            ConfusionMatrix confusion,
            List<Skipped> skipped,
            ModelDescription description) {
        this.network = network;
        this.weights = weights;
        this.history = history;
        this.confusion = confusion;
        this.skipped = List.copyOf(skipped);
        this.description = description;
    }

    /**
     * Returns how the training went.
     *
     * @return the history; the model is that of its {@linkplain History#best best} epoch
     */
    public History history() {
        return history;
    }

    /**
     * Returns which classes this model takes for which.
     *
     * @return over the validation examples
     */
    public ConfusionMatrix confusion() {
        return confusion;
    }

    /**
     * Returns what could not be learned from.
     *
     * @return one for each image or row that was skipped; of the rows of a table that can't be read, the first
     */
    public List<Skipped> skipped() {
        return skipped;
    }

    /**
     * Returns the classes.
     *
     * @return in the order of the model's scores
     */
    public List<String> labels() {
        return confusion.labels();
    }

    /**
     * Publishes the model as a new version of the same classes. Of trainers that publish under one name at the same
     * moment each gets a version of its own; whether classes changed is asked before, so that two with other classes
     * may then both be published, and {@link dev.welkin.ai.predict.Predictor#swap} refuses the second.
     *
     * @param registry where to
     * @param name the model's name
     * @return the manifest, with the version's number
     * @throws CloudException PRECONDITION_FAILED (reason {@code labels_changed}) if the latest version has other
     *     classes, which its callers would not know; {@link ModelRegistry#publish} publishes it all the same
     */
    public ModelManifest publish(ModelRegistry registry, String name) {
        List<String> before = labelsBefore(registry, name);
        if (!before.isEmpty() && !before.equals(labels())) {
            throw CloudException.builder(
                            ErrorCode.PRECONDITION_FAILED,
                            "The latest version of '" + name + "' tells " + Shown.of(before) + ", and this one "
                                    + Shown.of(labels()) + ": whoever is served by it would get classes it does not"
                                    + " know. Publish under another name, or, if callers are ready for it, with"
                                    + " registry.publish(name, model).")
                    .reason("labels_changed")
                    .build();
        }
        return registry.publish(name, this);
    }

    @Override
    public ModelDescription description() {
        return description
                .withTensors(List.of(network.inputTensor()), List.of(network.outputTensor()))
                .withLabels(labels())
                .withArchitecture(network.toManifest())
                .withMetric("accuracy", confusion.accuracy())
                .withMetric("macroF1", confusion.macroF1());
    }

    @Override
    public Map<String, byte[]> files() {
        return Map.of(FILE, new TensorFile(weights, Map.of()).toBytes());
    }

    @Override
    public String toString() {
        return "TrainedModel of " + labels().size() + " classes after "
                + history.epochs().size() + " epochs";
    }

    private static List<String> labelsBefore(ModelRegistry registry, String name) {
        try {
            return registry.resolve(name).description().labels();
        } catch (CloudException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
    }
}
