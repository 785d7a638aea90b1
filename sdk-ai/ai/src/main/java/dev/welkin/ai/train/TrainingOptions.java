package dev.welkin.ai.train;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a network is trained.
 *
 * @param epochs how often all examples are seen, 1 to {@link #MAX_EPOCHS}
 * @param batchSize how many examples make a step, 1 to {@link #MAX_BATCH}
 * @param learningRate how far a step goes, above 0, at most 10
 * @param seed orders the examples, begins the weights and varies the images
 * @param patience after how many epochs without a lower validation loss training stops; 0 for never
 * @param augmentation how training images are varied
 * @param balanced whether classes count alike however many examples they have
 * @param classWeights how much an example of a class counts, above 0; 1 for a class that is not named
 * @param memoryBytes how many bytes of images are kept; the others are read again in each epoch
 * @param threads how many threads the engine computes with, 1 to {@link #MAX_THREADS}; 0 for one for each processor
 */
public record TrainingOptions(
        int epochs,
        int batchSize,
        double learningRate,
        long seed,
        int patience,
        Augmentation augmentation,
        boolean balanced,
        Map<String, Double> classWeights,
        long memoryBytes,
        int threads) {
    /** The most threads: 1,024. */
    public static final int MAX_THREADS = 1024;

    /** The most epochs: 100,000. */
    public static final int MAX_EPOCHS = 100_000;

    /** The largest batch: 65,536. */
    public static final int MAX_BATCH = 1 << 16;

    /** 10 epochs of batches of 64, rate 0.001, seed 7, no early stop, images as they are, 512 MiB, all processors. */
    public static final TrainingOptions DEFAULT =
            new TrainingOptions(10, 64, 0.001, 7, 0, Augmentation.NONE, false, Map.of(), 512L << 20, 0);

    /** Checks the ranges. */
    public TrainingOptions {
        classWeights = Collections.unmodifiableMap(new TreeMap<>(classWeights));
        check(epochs >= 1 && epochs <= MAX_EPOCHS, "epochs " + epochs + ": 1 to " + MAX_EPOCHS);
        check(batchSize >= 1 && batchSize <= MAX_BATCH, "batches of " + batchSize + ": 1 to " + MAX_BATCH);
        check(learningRate > 0 && learningRate <= 10, "learning rate " + learningRate + ": above 0, at most 10");
        check(patience >= 0, "patience " + patience + ": 0 or more");
        check(memoryBytes >= 0, "memory of " + memoryBytes + " bytes: 0 or more");
        check(threads >= 0 && threads <= MAX_THREADS, threads + " threads: 0 to " + MAX_THREADS);
        classWeights.forEach((label, weight) -> check(
                weight > 0 && Double.isFinite(weight),
                "weight " + weight + " of the class '" + Shown.of(label) + "': above 0"));
    }

    /** What must be the same when a training goes on; how long it lasts may change. */
    Map<String, String> identity() {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("batchSize", String.valueOf(batchSize));
        identity.put("learningRate", String.valueOf(learningRate));
        identity.put("seed", String.valueOf(seed));
        identity.put("augmentation", augmentation.flip() + " " + augmentation.shift());
        identity.put("balanced", String.valueOf(balanced));
        identity.put("classWeights", String.valueOf(classWeights));
        return identity;
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, "A network can't be trained with " + what);
        }
    }
}
