package dev.welkin.benchmarks;

import dev.welkin.ai.recommend.Rating;
import dev.welkin.ai.recommend.Recommender;
import dev.welkin.ai.recommend.RecommenderQuality;
import dev.welkin.ai.text.Labeled;
import dev.welkin.ai.text.TextClassifier;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The pure-Java models on public data, each with its defaults: the accuracy of the text classifier on the reviews of the
 * Stanford Sentiment Treebank that it has not seen, and the error of the recommender on a tenth of MovieLens' ratings,
 * for several ways to choose that tenth.
 */
final class ModelsBenchmark {
    private static final int ROUNDS = 3;

    private ModelsBenchmark() {}

    /** Takes the folder that holds {@code sentiment} and {@code recommend}. */
    public static void main(String[] args) throws IOException {
        Path data = Path.of(args[0]);
        classify(reviews(data.resolve("sentiment/sst2-train.tsv")), reviews(data.resolve("sentiment/sst2-dev.tsv")));
        recommend(ratings(data.resolve("recommend/ml-latest-small-ratings.csv")));
    }

    private static void classify(List<Labeled> train, List<Labeled> dev) {
        for (int round = 0; round < ROUNDS; round++) {
            long start = cpuNanos();
            TextClassifier classifier = TextClassifier.train(train);
            double trained = seconds(start);
            start = cpuNanos();
            long right = dev.stream()
                    .filter(d -> classifier.classify(d.text()).label().equals(d.label()))
                    .count();
            System.out.printf(
                    "SST-2: %d reviews in %.2f CPU-s, accuracy %.2f %% of %d, %.0f us a review%n",
                    train.size(), trained, 100.0 * right / dev.size(), dev.size(), seconds(start) * 1e6 / dev.size());
        }
    }

    private static void recommend(List<Rating> ratings) {
        int tenth = ratings.size() / 10;
        for (long seed : new long[] {2026, 1, 2, 3, 4}) {
            List<Rating> shuffled = new ArrayList<>(ratings);
            Collections.shuffle(shuffled, new Random(seed));
            long start = cpuNanos();
            Recommender recommender = Recommender.train(shuffled.subList(tenth, shuffled.size()));
            double trained = seconds(start);
            RecommenderQuality quality = recommender.evaluate(shuffled.subList(0, tenth));
            System.out.printf(
                    "MovieLens, split %d: %d ratings in %.2f CPU-s, RMSE %.4f over %d, of which %d by or of unknown%n",
                    seed, shuffled.size() - tenth, trained, quality.rmse(), quality.ratings(), quality.unknown());
        }
    }

    private static List<Labeled> reviews(Path file) throws IOException {
        Map<String, String> names = Map.of("0", "neg", "1", "pos");
        return Files.readAllLines(file).stream()
                .map(line -> line.split("\t", 2))
                .map(columns -> Labeled.of(columns[0], names.getOrDefault(columns[1], "?")))
                .toList();
    }

    private static List<Rating> ratings(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(c -> Rating.of(c[0], c[1], Double.parseDouble(c[2])))
                .toList();
    }

    /** What this thread alone has used, so that other work on the machine counts little. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double seconds(long start) {
        return (cpuNanos() - start) / 1e9;
    }
}
