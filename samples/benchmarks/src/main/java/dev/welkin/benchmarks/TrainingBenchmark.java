package dev.welkin.benchmarks;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.listener.EpochTrainingListener;
import ai.djl.training.listener.EvaluatorTrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import com.sun.management.OperatingSystemMXBean;
import dev.welkin.ai.train.Epoch;
import dev.welkin.ai.train.ImageClassifier;
import dev.welkin.ai.train.ImageFolder;
import dev.welkin.ai.train.Split;
import dev.welkin.ai.train.Trainer;
import dev.welkin.ai.vision.ImagePlanes;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What training costs: {@code accuracy FOLDER EPOCHS} trains on FOLDER/train and validates on FOLDER/test;
 * {@code compare FOLDER EPOCHS ROUNDS} trains on a fifth of FOLDER/train by Welkin and by a loop written by hand on DJL,
 * in turns, on one thread each.
 */
public final class TrainingBenchmark {
    private static final int BATCH = 64;
    private static final int SIDE = ImageClassifier.DEFAULT_SIDE;

    private TrainingBenchmark() {}

    /**
     * Prints a line for each epoch or round.
     *
     * @param args what to do, as the class says
     * @throws Exception if DJL fails
     */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        int epochs = Integer.parseInt(args[2]);
        if (args[0].equals("accuracy")) {
            accuracy(folder, epochs);
        } else {
            compare(folder, epochs, Integer.parseInt(args[3]));
        }
    }

    private static void accuracy(Path folder, int epochs) {
        Split<ImageFolder> data = Split.of(ImageFolder.of(folder.resolve("train")), ImageFolder.of(folder.resolve("test")));
        double[] before = {cpuSeconds()};
        Trainer.of(ImageClassifier.smallCnn())
                .epochs(epochs)
                .threads(1)
                .onEpoch(e -> {
                    System.out.println(shown(e) + String.format("  %.1f CPU-s", cpuSeconds() - before[0]));
                    before[0] = cpuSeconds();
                })
                .fit(data);
    }

    private static void compare(Path folder, int epochs, int rounds) throws Exception {
        ImageFolder all = ImageFolder.of(folder.resolve("train"));
        Split<ImageFolder> data = all.split(0.2, 1);
        Split<ImageFolder> part = Split.of(data.train(), data.validation().split(0.05, 1).train());
        welkin(part, 1);
        double[] sums = new double[2];
        for (int round = 1; round <= rounds; round++) {
            double welkin = welkin(part, epochs);
            double djl = byHand(part, epochs);
            sums[0] += welkin;
            sums[1] += djl;
            System.out.printf("round %d: welkin %.1f CPU-s, by hand %.1f CPU-s, ratio %.3f%n", round, welkin, djl, welkin / djl);
        }
        System.out.printf("ratio of the sums %.3f%n", sums[0] / sums[1]);
    }

    private static double welkin(Split<ImageFolder> data, int epochs) {
        double before = cpuSeconds();
        List<Epoch> history = Trainer.of(ImageClassifier.smallCnn())
                .epochs(epochs)
                .batchSize(BATCH)
                .threads(1)
                .fit(data)
                .history()
                .epochs();
        double spent = cpuSeconds() - before;
        System.out.println("  welkin   " + shown(history.get(epochs - 1)));
        return spent;
    }

    /** What a DJL user writes for the same network, images decoded once into an array. */
    private static double byHand(Split<ImageFolder> data, int epochs) throws Exception {
        double before = cpuSeconds();
        try (Model model = Model.newInstance("by-hand", "PyTorch");
                NDManager manager = model.getNDManager().newSubManager()) {
            model.setBlock(network(data.train().labels().size()));
            ArrayDataset train = dataset(manager, data.train());
            ArrayDataset validation = dataset(manager, data.validation());
            DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                    .optOptimizer(Optimizer.adam()
                            .optLearningRateTracker(Tracker.fixed(0.001f))
                            .build())
                    .addEvaluator(new Accuracy())
                    .addTrainingListeners(new EpochTrainingListener(), new EvaluatorTrainingListener());
            try (ai.djl.training.Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(1, 3, SIDE, SIDE));
                loop(trainer, train, validation, epochs);
                System.out.println("  by hand  " + trainer.getTrainingResult().getEvaluations());
            }
        }
        return cpuSeconds() - before;
    }

    private static void loop(ai.djl.training.Trainer trainer, Dataset train, Dataset validation, int epochs)
            throws Exception {
        for (int epoch = 0; epoch < epochs; epoch++) {
            for (Batch batch : trainer.iterateDataset(train)) {
                EasyTrain.trainBatch(trainer, batch);
                trainer.step();
                batch.close();
            }
            for (Batch batch : trainer.iterateDataset(validation)) {
                EasyTrain.validateBatch(trainer, batch);
                batch.close();
            }
            trainer.notifyListeners(listener -> listener.onEpoch(trainer));
        }
    }

    private static SequentialBlock network(int classes) {
        SequentialBlock block = new SequentialBlock();
        for (int filters : new int[] {32, 64, 128}) {
            block.add(Conv2d.builder()
                            .setKernelShape(new Shape(3, 3))
                            .optPadding(new Shape(1, 1))
                            .setFilters(filters)
                            .build())
                    .add(BatchNorm.builder().build())
                    .add(Activation::relu)
                    .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
        }
        return block.add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(128).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(classes).build());
    }

    private static ArrayDataset dataset(NDManager manager, ImageFolder images) throws Exception {
        List<String> names = new ArrayList<>(images.names());
        float[] pixels = new float[names.size() * 3 * SIDE * SIDE];
        float[] labels = new float[names.size()];
        for (int i = 0; i < names.size(); i++) {
            byte[] planes = ImagePlanes.rgb(images.image(names.get(i)), SIDE, SIDE);
            for (int j = 0; j < planes.length; j++) {
                pixels[i * planes.length + j] = ((planes[j] & 0xFF) - 128) / 64f;
            }
            labels[i] = images.labels().indexOf(images.label(names.get(i)));
        }
        NDArray data = manager.create(pixels, new Shape(names.size(), 3, SIDE, SIDE));
        return new ArrayDataset.Builder()
                .setData(data)
                .optLabels(manager.create(labels))
                .setSampling(BATCH, true)
                .build();
    }

    private static String shown(Epoch e) {
        return String.format(
                "epoch %2d  train %.4f %.3f  validation %.4f %.3f",
                e.number(), e.trainLoss(), e.trainAccuracy(), e.validationLoss(), e.validationAccuracy());
    }

    private static double cpuSeconds() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1e9;
    }
}
