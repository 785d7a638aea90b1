package dev.welkin.ai.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RecommenderPropertyTest {
    private static final RecommenderOptions SMALL =
            RecommenderOptions.DEFAULT.withFactors(3).withRounds(3);

    @Property(tries = 100)
    void anyRatingsGiveFiniteExpectationsWithinTheirRangeThatSurviveSaving(@ForAll("ratings") List<Rating> ratings) {
        double lowest = ratings.stream().mapToDouble(Rating::value).min().orElseThrow();
        double highest = ratings.stream().mapToDouble(Rating::value).max().orElseThrow();

        Recommender recommender = Recommender.train(ratings, SMALL);
        Recommender read = Recommender.load(recommender.save());

        for (String user : recommender.users()) {
            Taste taste = recommender.user(user);
            for (String item : recommender.items()) {
                assertThat(taste.predict(item)).isBetween(lowest, highest);
                assertThat(read.user(user).predict(item)).isEqualTo(taste.predict(item));
            }
        }
    }

    @Property(tries = 100)
    void recommendationsAndWhatWasRatedTogetherAreAllItems(@ForAll("ratings") List<Rating> ratings) {
        Recommender recommender = Recommender.train(ratings, SMALL);

        for (String user : recommender.users()) {
            Taste taste = recommender.user(user);
            List<Recommendation> rest = taste.topN(Integer.MAX_VALUE);
            assertThat(rest.size() + taste.rated().size())
                    .isEqualTo(recommender.items().size());
            assertThat(rest).isSortedAccordingTo((a, b) -> Double.compare(b.rating(), a.rating()));
            assertThat(rest).extracting(Recommendation::item).doesNotContainAnyElementsOf(taste.rated());
        }
    }

    @Property(tries = 100)
    void effectsOfAllRatingsAreTheDifferenceToSomebodyUnknown(@ForAll("ratings") List<Rating> ratings) {
        Recommender recommender = Recommender.train(ratings, SMALL);
        Taste nobody = recommender.newcomer(Map.of());
        String user = recommender.users().iterator().next();
        Taste taste = recommender.user(user);

        for (String item : recommender.items()) {
            double sum =
                    taste.because(item).stream().mapToDouble(Reason::effect).sum();
            double expected = taste.expectedRating(item) - nobody.expectedRating(item);
            assertThat(sum).isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
        }
    }

    @Provide
    Arbitrary<List<Rating>> ratings() {
        Arbitrary<String> users = Arbitraries.of("ann", "bob", "eve", "Zoë", "用户");
        Arbitrary<String> items = Arbitraries.of("a", "b", "c", "d", "e", "f");
        Arbitrary<Double> values =
                Arbitraries.oneOf(Arbitraries.doubles().between(-1e6, 1e6), Arbitraries.of(1.0, 2.0, 3.0, 4.0, 5.0));
        return Combinators.combine(users, items, values)
                .as(Rating::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(20)
                .uniqueElements(rating -> rating.user() + "/" + rating.item());
    }
}
