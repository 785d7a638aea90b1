package dev.welkin.ai.recommend;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What is known of one user, worked out from the user's ratings: an old user's or a newcomer's, there is no difference.
 * Immutable and safe for use by several threads.
 */
public final class Taste {
    private final Catalogue catalogue;
    private final List<Ratings.Entry> rated;
    private final Ridge ridge;
    private final double[] user;

    Taste(Catalogue catalogue, List<Ratings.Entry> rated) {
        this.catalogue = catalogue;
        this.rated = rated;
        this.ridge = new Ridge(catalogue.options());
        rated.forEach(entry -> ridge.add(catalogue.factors(entry.other()), residual(entry)));
        this.user = ridge.solve();
    }

    /**
     * Returns what the user will probably rate an item, or would have rated it.
     *
     * @param item an item that the model knows
     * @return the expected rating, within the range of the ratings trained on
     * @throws CloudException NOT_FOUND if the model does not know the item
     */
    public double predict(String item) {
        return catalogue.scale().within(expectedRating(item));
    }

    /**
     * Recommends what the user has not rated yet.
     *
     * @param n how many at most, at least 1
     * @return the items of the highest expected rating, the best first; of equals the alphabetically first
     * @throws CloudException INVALID_ARGUMENT if n is not positive
     */
    public List<Recommendation> topN(int n) {
        return topN(n, item -> true);
    }

    /**
     * Recommends, among some items, what the user has not rated yet.
     *
     * @param n how many at most, at least 1
     * @param allowed the items to choose from
     * @return the items of the highest expected rating, the best first; of equals the alphabetically first
     * @throws CloudException INVALID_ARGUMENT if n is not positive
     */
    public List<Recommendation> topN(int n, Predicate<String> allowed) {
        if (n < 1) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, n + " recommendations were asked for; ask for at least 1");
        }
        double[] expected =
                IntStream.range(0, catalogue.size()).mapToDouble(this::expected).toArray();
        boolean[] seen = new boolean[expected.length];
        rated.forEach(entry -> seen[entry.other()] = true);
        return IntStream.range(0, expected.length)
                .filter(i -> !seen[i] && allowed.test(catalogue.item(i)))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -expected[i]))
                .limit(n)
                .map(i ->
                        new Recommendation(catalogue.item(i), catalogue.scale().within(expected[i])))
                .toList();
    }

    /**
     * Says why an item is expected to be rated as it is. An expected rating is the mean, plus what all think of the
     * item, plus one effect for each of the user's ratings (Hu, Koren and Volinsky, "Collaborative Filtering for
     * Implicit Feedback Datasets", 2008, section 5).
     *
     * @param item an item that the model knows
     * @return each of the user's ratings, the one with the most favourable effect first
     * @throws CloudException NOT_FOUND if the model does not know the item
     */
    public List<Reason> because(String item) {
        double[] pull = ridge.solved(ridge.regressors(catalogue.factors(catalogue.number(item))));
        return rated.stream()
                .map(entry -> new Reason(catalogue.item(entry.other()), effect(pull, entry)))
                .sorted(Comparator.comparingDouble(reason -> -reason.effect()))
                .toList();
    }

    /**
     * Returns what the user has rated.
     *
     * @return the items in alphabetical order
     */
    public List<String> rated() {
        return rated.stream().map(entry -> catalogue.item(entry.other())).toList();
    }

    /** Before it is brought within the range. */
    double expectedRating(String item) {
        return expected(catalogue.number(item));
    }

    /** What the model expects of an item it may not know. */
    double guess(String item) {
        double common = catalogue.scale().mean() + user[user.length - 1];
        return catalogue.knows(item) ? predict(item) : catalogue.scale().within(common);
    }

    private double expected(int item) {
        float[] factors = catalogue.factors(item);
        int last = user.length - 1;
        double sum = catalogue.scale().mean() + user[last] + factors[last];
        for (int i = 0; i < last; i++) {
            sum += user[i] * factors[i];
        }
        return sum;
    }

    private double effect(double[] pull, Ratings.Entry entry) {
        float[] factors = catalogue.factors(entry.other());
        double[] x = ridge.regressors(factors);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += pull[i] * x[i];
        }
        return sum * (residual(entry) - factors[factors.length - 1]);
    }

    /** What the mean does not explain. */
    private double residual(Ratings.Entry entry) {
        return entry.value() - catalogue.scale().mean();
    }
}
