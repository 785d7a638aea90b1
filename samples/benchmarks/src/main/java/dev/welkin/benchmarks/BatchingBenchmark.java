package dev.welkin.benchmarks;

import dev.welkin.Cloud;
import dev.welkin.ai.classify.Classification;
import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.models.ModelRegistry;
import dev.welkin.ai.predict.BatchFunction;
import dev.welkin.ai.predict.Batching;
import dev.welkin.ai.predict.Predictor;
import dev.welkin.ai.train.ImageClassifier;
import dev.welkin.ai.train.ImageFolder;
import dev.welkin.ai.train.Trainer;
import dev.welkin.ai.vision.ImageClassification;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A small network asked by 32 callers, through a predictor that gathers what they ask and through the same model that
 * each caller runs by itself, in turns: {@code FOLDER SECONDS ROUNDS}, where the folder holds images in a folder for
 * each class.
 */
final class BatchingBenchmark {
    private static final int CALLERS = 32;
    private static final int IMAGES = 64;

    private BatchingBenchmark() {}

    /** Something that answers one image. */
    private interface Asked {
        Classification ask(BufferedImage image) throws Exception;
    }

    /** What one round showed. */
    private record Figures(double perSecond, double p50Millis, double p99Millis) {
        String shown() {
            return String.format("%6.0f/s, p50 %6.2f ms, p99 %6.2f ms", perSecond, p50Millis, p99Millis);
        }
    }

    public static void main(String[] args) throws Exception {
        ImageFolder folder = ImageFolder.of(Path.of(args[0]));
        long nanos = Long.parseLong(args[1]) * 1_000_000_000L;
        int rounds = Integer.parseInt(args[2]);
        try (Cloud cloud = Cloud.inMemory()) {
            ModelRegistry models = ModelRegistry.open(cloud);
            String name = Trainer.of(ImageClassifier.smallCnn())
                    .epochs(1)
                    .fit(folder.split(0.1, 1).train().split(0.8, 1))
                    .publish(models, "small")
                    .reference();
            compare(cloud, models, name, images(folder), nanos, rounds);
        }
    }

    private static void compare(
            Cloud cloud, ModelRegistry models, String name, List<BufferedImage> images, long nanos, int rounds)
            throws Exception {
        BatchFunction<BufferedImage, Classification> alone = serving(models, name);
        try (Predictor<BufferedImage, Classification> predictor = Predictor.builder(cloud, serving(models, name))
                .batching(Batching.DEFAULT)
                .open()) {
            double[] ratios = new double[rounds];
            for (int round = -1; round < rounds; round++) {
                Figures gathered = round(predictor::predict, images, nanos);
                Figures single = round(image -> alone.predict(List.of(image)).get(0), images, nanos);
                System.out.println("gathered " + gathered.shown() + "    alone " + single.shown());
                if (round >= 0) {
                    ratios[round] = gathered.perSecond() / single.perSecond();
                }
            }
            Arrays.sort(ratios);
            System.out.printf(
                    "ratio %.2f, from %.2f to %.2f; %.1f images a batch%n",
                    ratios[rounds / 2], ratios[0], ratios[rounds - 1], predictor.stats().meanBatch());
        } finally {
            alone.close();
        }
    }

    private static BatchFunction<BufferedImage, Classification> serving(ModelRegistry models, String name) {
        return models.load(name, InferenceModel.NETWORK).serving(ImageClassification.task());
    }

    private static List<BufferedImage> images(ImageFolder folder) {
        return folder.names().stream().limit(IMAGES).map(folder::image).toList();
    }

    private static Figures round(Asked asked, List<BufferedImage> images, long nanos) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            long end = System.nanoTime() + nanos;
            List<Future<List<Long>>> all = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                int first = caller;
                all.add(callers.submit(() -> calls(asked, images, first, end)));
            }
            List<Long> times = new ArrayList<>();
            for (Future<List<Long>> one : all) {
                times.addAll(one.get());
            }
            return figures(times, nanos);
        } finally {
            callers.shutdown();
        }
    }

    private static List<Long> calls(Asked asked, List<BufferedImage> images, int first, long end) throws Exception {
        List<Long> times = new ArrayList<>();
        for (int i = first; System.nanoTime() < end; i++) {
            long start = System.nanoTime();
            asked.ask(images.get(i % images.size()));
            times.add(System.nanoTime() - start);
        }
        return times;
    }

    private static Figures figures(List<Long> nanos, long during) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return new Figures(
                sorted.length * 1e9 / during,
                sorted[sorted.length / 2] / 1e6,
                sorted[(int) (sorted.length * 0.99)] / 1e6);
    }
}
