package dev.welkin.ai.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.SavedBytes;
import dev.welkin.ai.models.ModelRegistry;
import dev.welkin.testkit.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class RecommenderTest {
    private static final RecommenderOptions SMALL =
            RecommenderOptions.DEFAULT.withFactors(3).withRegularization(0.01);

    @Test
    void usersAreRecommendedWhatTheirLikesLike() {
        Recommender recommender = Recommender.train(twoCamps(), SMALL);

        assertThat(recommender.user("space0").topN(3))
                .extracting(Recommendation::item)
                .allMatch(item -> item.startsWith("rocket"));
        assertThat(recommender.user("love0").topN(3))
                .extracting(Recommendation::item)
                .allMatch(item -> item.startsWith("kiss"));
    }

    @Test
    void newcomersAreRecommendedWhatTheirLikesLike() {
        Recommender recommender = Recommender.train(twoCamps(), SMALL);

        Taste newcomer = recommender.newcomer(Map.of("rocket1", 5.0, "rocket2", 5.0, "kiss1", 1.0));

        assertThat(newcomer.topN(5)).extracting(Recommendation::item).allMatch(item -> item.startsWith("rocket"));
        assertThat(newcomer.rated()).containsExactly("kiss1", "rocket1", "rocket2");
        assertThat(recommender.users()).hasSize(20);
    }

    @Test
    void oldUserAndNewcomerOfTheSameRatingsAreTheSame() {
        List<Rating> ratings = twoCamps();
        Recommender recommender = Recommender.train(ratings, SMALL);
        Map<String, Double> own = new HashMap<>();
        ratings.stream().filter(r -> r.user().equals("love3")).forEach(r -> own.put(r.item(), r.value()));

        assertThat(recommender.newcomer(own).topN(20))
                .isEqualTo(recommender.user("love3").topN(20));
    }

    @Test
    void whatWasSeenIsNotRecommended() {
        List<Rating> ratings = twoCamps();
        Recommender recommender = Recommender.train(ratings, SMALL);

        Taste taste = recommender.user("space1");

        assertThat(taste.topN(1000)).extracting(Recommendation::item).doesNotContainAnyElementsOf(taste.rated());
        assertThat(taste.topN(1000).size() + taste.rated().size())
                .isEqualTo(recommender.items().size());
        assertThat(taste.topN(2, item -> item.startsWith("kiss")))
                .hasSize(2)
                .extracting(Recommendation::item)
                .allMatch(item -> item.startsWith("kiss"));
    }

    @Test
    void someoneWithoutRatingsGetsWhatAllLike() {
        List<Rating> ratings = new ArrayList<>();
        for (int user = 0; user < 10; user++) {
            ratings.add(Rating.of("u" + user, "liked", 5));
            ratings.add(Rating.of("u" + user, "disliked", 1));
        }

        List<Recommendation> best =
                Recommender.train(ratings).newcomer(Map.of()).topN(2);

        assertThat(best).extracting(Recommendation::item).containsExactly("liked", "disliked");
    }

    @Test
    void reasonsAddUpToTheExpectation() {
        Recommender recommender = Recommender.train(twoCamps(), SMALL);
        Taste newcomer = recommender.newcomer(Map.of("rocket1", 5.0, "kiss1", 1.0));
        double nobody = recommender.newcomer(Map.of()).predict("rocket5");

        List<Reason> reasons = newcomer.because("rocket5");

        assertThat(reasons).extracting(Reason::item).containsExactly("rocket1", "kiss1");
        double effects = reasons.stream().mapToDouble(Reason::effect).sum();
        assertThat(nobody + effects).isCloseTo(newcomer.predict("rocket5"), within(1e-6));
    }

    @Test
    void expectationsStayWithinTheRatingsRange() {
        Recommender recommender = Recommender.train(twoCamps(), SMALL);

        for (String item : recommender.items()) {
            assertThat(recommender.user("space0").predict(item)).isBetween(1.0, 5.0);
        }
    }

    @Test
    void ratingsThatAreAllTheSameForetellTheSame() {
        List<Rating> ratings = List.of(Rating.of("a", "x", 3), Rating.of("b", "x", 3), Rating.of("b", "y", 3));

        Recommender recommender = Recommender.train(ratings);

        assertThat(recommender.user("a").predict("y")).isEqualTo(3);
    }

    @Test
    void sameSeedGivesTheSameModelWhateverTheOrder() {
        List<Rating> ratings = twoCamps();
        byte[] first = Recommender.train(ratings, SMALL).save();
        Collections.shuffle(ratings, new Random(1));

        assertThat(Recommender.train(ratings, SMALL).save()).isEqualTo(first);
        assertThat(Recommender.train(ratings, SMALL.withSeed(8)).save()).isNotEqualTo(first);
    }

    @Test
    void savedRecommenderAnswersAsBefore() {
        Recommender recommender = Recommender.train(twoCamps(), SMALL);

        Recommender read = Recommender.load(recommender.save());

        assertThat(read.options()).isEqualTo(SMALL);
        assertThat(read.save()).isEqualTo(recommender.save());
        assertThat(read.user("love1").topN(20))
                .isEqualTo(recommender.user("love1").topN(20));
    }

    @Test
    void recommenderGoesThroughTheRegistry() {
        try (Cloud cloud = Cloud.inMemory()) {
            ModelRegistry registry = ModelRegistry.open(cloud);
            Recommender recommender = Recommender.train(twoCamps(), SMALL);
            registry.publish("films", recommender);

            Recommender loaded = registry.load("films", Recommender.FORMAT);

            assertThat(loaded.save()).isEqualTo(recommender.save());
        }
    }

    @Test
    void alteredAndCutBytesAreCorrupted() {
        byte[] saved = Recommender.train(
                        List.of(Rating.of("a", "x", 3), Rating.of("b", "x", 1), Rating.of("b", "y", 2)),
                        SMALL.withFactors(2))
                .save();

        SavedBytes.assertEveryAlterationIsCorrupted(saved, Recommender::load);
        SavedBytes.assertLiesAreCorruptedOrRead(saved, Recommender::load);
    }

    @Test
    void unknownUsersAndItemsAreNotFoundAndSayWhatToDo() {
        Recommender recommender = Recommender.train(twoCamps(), SMALL);

        CloudException user = failure(() -> recommender.user("nobody"));
        CloudException item = failure(() -> recommender.user("love0").predict("nothing"));
        CloudException rated = failure(() -> recommender.newcomer(Map.of("nothing", 3.0)));
        CloudException reason = failure(() -> recommender.user("love0").because("nothing"));

        assertThat(user.code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(user).hasMessageContaining("'nobody'").hasMessageContaining("newcomer(ratings)");
        assertThat(List.of(item, rated, reason)).allSatisfy(error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.NOT_FOUND);
            assertThat(error).hasMessageContaining("'nothing'");
        });
    }

    @Test
    void badRatingsAreRefused() {
        Rating once = Rating.of("u", "x", 3);
        List<ThrowingCallable> bad = List.of(
                () -> Recommender.train(List.of()),
                () -> Recommender.train(List.of(once, Rating.of("u", "x", 4))),
                () -> Rating.of("u", "x", Double.NaN),
                () -> Rating.of("u", "x", Double.POSITIVE_INFINITY),
                () -> Rating.of("u", "x", 1e7),
                () -> Rating.of(" ", "x", 3),
                () -> Rating.of("u", "x".repeat(201), 3),
                () -> Recommender.train(List.of(once)).newcomer(Map.of("x", Double.NaN)),
                () -> Recommender.train(List.of(once)).evaluate(List.of()),
                () -> Recommender.train(List.of(once)).user("u").topN(0),
                () -> SMALL.withFactors(0),
                () -> SMALL.withRounds(0),
                () -> SMALL.withRegularization(0),
                () -> SMALL.withRegularization(Double.NaN));

        assertThat(bad).allSatisfy(call -> assertThat(failure(call).code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
        assertThat(failure(bad.get(1))).hasMessageContaining("'u' rated 'x' twice; keep one");
    }

    @Test
    void defaultsAreAsDocumented() {
        assertThat(RecommenderOptions.DEFAULT).isEqualTo(new RecommenderOptions(7, 16, 10, 0.05));
    }

    @Test
    void filmRatingsOfMovieLensAreForetold() throws IOException {
        String name = "recommend/ml-latest-small-ratings.csv";
        Assumptions.assumeTrue(TestData.find(name).isPresent(), TestData.missing(name));
        List<Rating> ratings = movieLens(TestData.find(name).orElseThrow());
        Collections.shuffle(ratings, new Random(2026));
        int tenth = ratings.size() / 10;

        Recommender recommender = Recommender.train(ratings.subList(tenth, ratings.size()));
        RecommenderQuality quality = recommender.evaluate(ratings.subList(0, tenth));

        assertThat(quality.ratings()).isEqualTo(10_083);
        assertThat(quality.unknown()).isBetween(1, 1000);
        assertThat(quality.rmse()).isLessThanOrEqualTo(0.87);
    }

    private static List<Rating> movieLens(Path file) throws IOException {
        return new ArrayList<>(Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(c -> Rating.of(c[0], c[1], Double.parseDouble(c[2])))
                .toList());
    }

    /** Ten users who like rockets and ten who like kisses, each of whom saw three in four films. */
    private static List<Rating> twoCamps() {
        Random random = new Random(3);
        List<Rating> ratings = new ArrayList<>();
        for (int user = 0; user < 20; user++) {
            boolean space = user % 2 == 0;
            for (int item = 0; item < 20; item++) {
                boolean rocket = item % 2 == 0;
                if (random.nextInt(4) > 0) {
                    ratings.add(Rating.of(
                            (space ? "space" : "love") + user / 2,
                            (rocket ? "rocket" : "kiss") + item / 2,
                            space == rocket ? 4 + random.nextInt(2) : 1 + random.nextInt(2)));
                }
            }
        }
        return ratings;
    }

    private static CloudException failure(ThrowingCallable call) {
        return catchThrowableOfType(CloudException.class, call);
    }
}
