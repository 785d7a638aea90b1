package dev.welkin.samples.films;

import dev.welkin.Cloud;
import dev.welkin.ai.Ai;
import dev.welkin.ai.chat.ChatReply;
import dev.welkin.ai.chat.ChatRequest;
import dev.welkin.ai.models.Model;
import dev.welkin.ai.models.ModelDescription;
import dev.welkin.ai.models.ModelManifest;
import dev.welkin.ai.models.ModelRegistry;
import dev.welkin.ai.recommend.Rating;
import dev.welkin.ai.recommend.Recommendation;
import dev.welkin.ai.recommend.Recommender;
import dev.welkin.ai.recommend.RecommenderQuality;
import dev.welkin.ai.recommend.Taste;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * "Recommend me some good films": learns from ratings, says how good it is, publishes the model, recommends to a viewer
 * and to a newcomer, says why, and lets an AI route answer a question about it.
 */
public final class Films {
    private static final String MODEL = "films";
    private static final int BEST = 5;

    /** How many films are near enough in words to be about something. */
    private static final int NEAREST = 6;

    private static final int KEPT_VERSIONS = 5;
    private static final int SEED = 7;

    private final Options options;
    private final FilmData data;
    private final Shelf shelf;
    private final PrintStream out;

    private Films(Options options, PrintStream out) {
        this.options = options;
        this.data = options.movieLens().map(MovieLens::load).orElseGet(OwnFilms::load);
        this.shelf = new Shelf(data.films());
        this.out = out;
    }

    /**
     * Runs the sample.
     *
     * @param args {@code --movielens FOLDER}, {@code --user NAME}, {@code --rate "TITLE=4.5"}, {@code --about WORDS},
     *     {@code --ask QUESTION}, {@code --config FILE}, {@code --folder FOLDER}
     */
    public static void main(String[] args) {
        Options options = Options.parse(args);
        Cloud.Builder builder = Cloud.builder().workingFolder(options.folder());
        options.config().ifPresent(builder::config);
        try (Cloud cloud = builder.open()) {
            new Films(options, System.out).run(Ai.open(cloud));
        }
    }

    private void run(Ai ai) {
        out.printf(Locale.ROOT, "%d films, %d ratings: %s%n", data.films().size(), ratings(), data.origin());
        Recommender recommender = published(ai.models());
        Table table = recommend(options.user().isEmpty() ? anybody(recommender) : options.user(), recommender);
        if (!options.rated().isEmpty()) {
            table = welcome(recommender);
        }
        answer(ai, table);
    }

    /** Judged on ratings that it has not seen, then trained on all. */
    private Recommender published(ModelRegistry models) {
        List<Rating> shuffled = new ArrayList<>(data.ratings());
        Collections.shuffle(shuffled, new Random(SEED));
        List<Rating> held = shuffled.subList(0, ratings() / 10);
        RecommenderQuality quality = Recommender.train(shuffled.subList(held.size(), ratings()), data.training())
                .evaluate(held);
        ModelManifest manifest = models.publish(MODEL, described(quality));
        models.promote(MODEL + "@prod", manifest.version());
        List<Integer> deleted = models.collect(MODEL, KEPT_VERSIONS);
        out.printf(
                Locale.ROOT,
                "off by %.2f stars (RMSE) on %d ratings held back; published as %s@prod, version %d%s%n",
                quality.rmse(),
                quality.ratings(),
                MODEL,
                manifest.version(),
                deleted.isEmpty() ? "" : ", old versions deleted: " + deleted);
        return models.load(MODEL + "@prod", Recommender.FORMAT);
    }

    /** Trained on all ratings; the manifest says on which, and how good the same training was. */
    private Model described(RecommenderQuality quality) {
        Recommender recommender = Recommender.train(data.ratings(), data.training());
        ModelDescription description = recommender
                .description()
                .withDataset(data.origin())
                .withLineage("dataset.sha256", data.sha256())
                .withMetric("rmse", quality.rmse());
        return Model.of(description, recommender.files());
    }

    private Table recommend(String user, Recommender recommender) {
        Taste taste = recommender.user(user);
        out.printf("%nFor %s, who rated %d films%s:%n", user, taste.rated().size(), aboutWhat());
        return print(taste);
    }

    private Table welcome(Recommender recommender) {
        options.rated().keySet().forEach(shelf::film);
        out.printf("%nFor you, a newcomer who rated %s%s:%n", options.rated(), aboutWhat());
        return print(recommender.newcomer(options.rated()));
    }

    /** Of what the words are about, or of everything, what the viewer will like best. */
    private Table print(Taste taste) {
        List<Recommendation> best = options.about().isEmpty()
                ? taste.topN(BEST)
                : taste.topN(BEST, shelf.nearest(options.about(), NEAREST)::contains);
        Table table = new Table(shelf, taste, best);
        out.print(table.text());
        best.stream().limit(1).forEach(first -> out.printf("  Near %s in words: %s%n", first.item(), near(first)));
        return table;
    }

    private List<String> near(Recommendation first) {
        List<String> nearest = shelf.nearest(shelf.film(first.item()).text(), 4);
        return nearest.subList(1, nearest.size());
    }

    private String aboutWhat() {
        return options.about().isEmpty() ? "" : ", about \"" + options.about() + "\"";
    }

    private void answer(Ai ai, Table table) {
        ChatReply reply = ai.chat(ChatRequest.user("Question: " + options.question() + "\n\n" + table.entries()));
        out.printf(
                "%n%s%n%n%s%nanswered by %s%n", options.question(), reply.text().indent(2), reply.model());
    }

    private static String anybody(Recommender recommender) {
        return recommender.users().iterator().next();
    }

    private int ratings() {
        return data.ratings().size();
    }
}
