package dev.welkin.samples.recipes;

import dev.welkin.Cloud;
import dev.welkin.ai.Ai;
import dev.welkin.ai.anomaly.AnomalyDetector;
import dev.welkin.ai.anomaly.IsolationForest;
import dev.welkin.ai.batch.BatchInference;
import dev.welkin.ai.batch.BatchInput;
import dev.welkin.ai.batch.BatchReport;
import dev.welkin.ai.batch.BatchStep;
import dev.welkin.ai.chat.ChatEvent;
import dev.welkin.ai.chat.ChatRequest;
import dev.welkin.ai.chat.ChatStream;
import dev.welkin.ai.embed.Neighbour;
import dev.welkin.ai.embed.TextEmbedder;
import dev.welkin.ai.embed.VectorIndex;
import dev.welkin.ai.models.ModelRegistry;
import dev.welkin.ai.recommend.Rating;
import dev.welkin.ai.recommend.Reason;
import dev.welkin.ai.recommend.Recommendation;
import dev.welkin.ai.recommend.Recommender;
import dev.welkin.ai.recommend.Taste;
import dev.welkin.ai.text.TextClassifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Recipes of the AI guide. */
final class AiRecipes {
    private AiRecipes() {}

    static void stream(Cloud cloud) {
        // region stream
        try (ChatStream answer = Ai.open(cloud).stream(ChatRequest.user("Who sat? The cat sat on the mat."))) {
            for (ChatEvent event : answer) {
                if (event instanceof ChatEvent.Text text) {
                    System.out.print(text.text());
                }
            }
        }
        // endregion
    }

    static double anomaly() {
        // region anomaly
        AnomalyDetector pump = AnomalyDetector.cold();
        double score = 0;
        for (int minute = 0; minute < 2000; minute++) {
            score = pump.score(Instant.ofEpochSecond(minute * 60L), minute == 1999 ? 90 : 20 + minute % 3);
        }
        boolean alarm = score >= AnomalyDetector.ALARM;
        // endregion
        System.out.println(alarm);
        return score;
    }

    static List<Recommendation> recommend(Cloud cloud, List<Rating> ratings) {
        // region recommend
        ModelRegistry models = Ai.open(cloud).models();
        models.publish("films", Recommender.train(ratings));

        Recommender films = models.load("films", Recommender.FORMAT);
        List<Recommendation> known = films.user("ann").topN(3);

        Taste newcomer = films.newcomer(Map.of("Voyage", 5.0, "The Letter", 1.0));
        for (Recommendation film : newcomer.topN(3)) {
            Reason reason = newcomer.because(film.item()).get(0);
            System.out.println(film.item() + " " + film.rating() + ", for you rated " + reason.item());
        }
        // endregion
        return known;
    }

    static List<Neighbour> nearest(List<String> texts) {
        // region nearest
        TextEmbedder embedder = TextEmbedder.train(texts);
        VectorIndex index = VectorIndex.of(embedder.options().dimensions());
        texts.forEach(text -> index.add(text, embedder.embed(text)));

        List<Neighbour> nearest = index.search(embedder.embed("a ship in space"), 3);
        // endregion
        return nearest;
    }

    static double odd(List<double[]> rows) {
        // region odd
        IsolationForest forest = IsolationForest.train(rows);
        double score = forest.score(new double[] {250, 0.1, 3});
        // endregion
        return score;
    }

    static List<Integer> collect(Cloud cloud) {
        ModelRegistry models = Ai.open(cloud).models();
        // region collect
        models.promote("films@prod", 2);
        models.rollback("films@prod");
        List<Integer> deleted = models.collect("films", 5);
        // endregion
        return deleted;
    }

    static BatchReport batch(Cloud cloud) {
        // region batch
        BatchReport report = BatchInference.over("mail/in/")
                .to("results/triage-v1/")
                .suffix(".txt")
                .step(Triage::new)
                .onFailure(failure -> System.out.println(failure.key() + ": " + failure.message()))
                .run(cloud);
        // endregion
        return report;
    }

    // region step
    /** Opened once for each process, by the name of its model. */
    static final class Triage implements BatchStep {
        private final TextClassifier model;

        Triage(Cloud cloud) {
            model = Ai.open(cloud).models().load("triage@prod", TextClassifier.FORMAT);
        }

        @Override
        public byte[] run(BatchInput letter) {
            String text = new String(letter.content(), StandardCharsets.UTF_8);
            return model.classify(text).label().getBytes(StandardCharsets.UTF_8);
        }
    }
    // endregion
}
