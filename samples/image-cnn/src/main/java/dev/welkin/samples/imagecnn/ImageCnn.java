package dev.welkin.samples.imagecnn;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ai.Ai;
import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.models.ModelManifest;
import dev.welkin.ai.models.ModelRegistry;
import dev.welkin.ai.predict.Predictor;
import dev.welkin.ai.classify.Classification;
import dev.welkin.ai.train.Augmentation;
import dev.welkin.ai.train.Epoch;
import dev.welkin.ai.train.ImageClassifier;
import dev.welkin.ai.train.ImageFolder;
import dev.welkin.ai.train.Split;
import dev.welkin.ai.train.TrainedModel;
import dev.welkin.ai.train.Trainer;
import dev.welkin.ai.vision.ImageClassification;
import java.awt.image.BufferedImage;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Learns to tell the images of a folder apart, one folder a class: prints a line for each epoch, draws the curves,
 * publishes the network and asks the published one about images it has never learned from. Without a folder it draws
 * circles, squares and triangles and learns those.
 */
public final class ImageCnn {
    private static final String NAME = "image-cnn";
    private static final int SHOWN = 6;
    private static final double SHARE = 0.8;
    private static final long SEED = 7;

    private final Options options;
    private final PrintStream out;

    private ImageCnn(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /**
     * Runs the sample.
     *
     * @param args {@code --images FOLDER}, {@code --validation FOLDER}, {@code --epochs N}, {@code --out FOLDER}
     */
    public static void main(String[] args) {
        Options options = Options.parse(args);
        try (Cloud cloud = Cloud.builder().workingFolder(options.out()).open()) {
            new ImageCnn(options, System.out).run(cloud);
        }
    }

    private void run(Cloud cloud) {
        Split<ImageFolder> data = data();
        out.printf("learning from %s, validating with %d more%n%n", data.train(), data.validation().size());
        TrainedModel trained = train(data);
        out.printf("%n%s%n", trained.confusion());
        trained.skipped().forEach(s -> out.println("skipped " + s.name() + ": " + s.why()));
        Path report = new Report(options.out().resolve("report")).write(data, trained);
        out.println("Report: " + report);
        serve(cloud, trained, data.validation());
    }

    private Split<ImageFolder> data() {
        Path images = options.images().orElseGet(() -> ShapeImages.draw(options.out().resolve("shapes"), SEED));
        return options.validation()
                .map(folder -> Split.of(ImageFolder.of(images), ImageFolder.of(folder)))
                .orElseGet(() -> ImageFolder.of(images).split(SHARE, SEED));
    }

    private TrainedModel train(Split<ImageFolder> data) {
        out.println("epoch  train loss  accuracy  validation loss  accuracy");
        // region train
        TrainedModel trained = Trainer.of(ImageClassifier.smallCnn())
                .epochs(options.epochs())
                .batchSize(32)
                .earlyStop(4)
                .augment(new Augmentation(true, 2))
                .onEpoch(this::print)
                .fit(data);
        // endregion
        return trained;
    }

    private void print(Epoch e) {
        out.printf(
                Locale.ROOT,
                "%5d %11.4f %8.1f %% %15.4f %8.1f %%%n",
                e.number(),
                e.trainLoss(),
                100 * e.trainAccuracy(),
                e.validationLoss(),
                100 * e.validationAccuracy());
    }

    private void serve(Cloud cloud, TrainedModel trained, ImageFolder unseen) {
        // region publish
        ModelRegistry models = Ai.open(cloud).models();
        ModelManifest manifest = trained.publish(models, NAME);
        models.promote(NAME + "@prod", manifest.version());
        InferenceModel model = models.load(NAME + "@prod", InferenceModel.NETWORK);
        try (Predictor<BufferedImage, Classification> predictor = Predictor.builder(
                        cloud, model.serving(ImageClassification.task()))
                .open()) {
            ask(predictor, unseen);
        }
        // endregion
        out.println("published " + manifest.reference());
    }

    private void ask(Predictor<BufferedImage, Classification> predictor, ImageFolder unseen) {
        int step = Math.max(1, unseen.size() / SHOWN);
        for (int i = step / 2; i < unseen.size(); i += step) {
            out.println(answer(predictor, unseen, unseen.names().get(i)));
        }
    }

    private static String answer(
            Predictor<BufferedImage, Classification> predictor, ImageFolder unseen, String name) {
        try {
            Classification answer = predictor.predict(unseen.image(name));
            double score = answer.scores().getOrDefault(answer.label(), 0.0);
            return String.format(Locale.ROOT, "%s shows: %s (%.0f %%)", name, answer.label(), 100 * score);
        } catch (CloudException e) { // skipped in training, too
            return name + ": " + e.getMessage();
        }
    }
}
