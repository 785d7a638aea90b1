package dev.welkin.ai.recommend;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;

/**
 * How a {@link Recommender} is trained. The defaults were chosen on one split of a hundred thousand film ratings.
 *
 * @param seed where the search begins; the same seed and ratings give the same model everywhere
 * @param factors how many tastes are told apart, 1 to 200; time grows with their square
 * @param rounds how often items and users are solved for in turn, 1 to 1,000
 * @param regularization how much a factor must explain to be believed; above 0, at most 100. Less where every item has
 *     many ratings, more where they are noisy
 */
public record RecommenderOptions(long seed, int factors, int rounds, double regularization) {
    /** Seed 7, 16 factors, 10 rounds, regularization 0.05. */
    public static final RecommenderOptions DEFAULT = new RecommenderOptions(7, 16, 10, 0.05);

    /** Checks the ranges. */
    public RecommenderOptions {
        check(factors >= 1 && factors <= 200, "factors " + factors + ": 1 to 200");
        check(rounds >= 1 && rounds <= 1000, "rounds " + rounds + ": 1 to 1,000");
        check(
                regularization > 0 && regularization <= 100,
                "regularization " + regularization + ": above 0, at most 100");
    }

    /**
     * Returns a copy with another seed.
     *
     * @param value where the search begins
     * @return the copy
     */
    public RecommenderOptions withSeed(long value) {
        return new RecommenderOptions(value, factors, rounds, regularization);
    }

    /**
     * Returns a copy with another number of factors.
     *
     * @param value how many tastes are told apart
     * @return the copy
     */
    public RecommenderOptions withFactors(int value) {
        return new RecommenderOptions(seed, value, rounds, regularization);
    }

    /**
     * Returns a copy with another number of rounds.
     *
     * @param value how often items and users are solved for
     * @return the copy
     */
    public RecommenderOptions withRounds(int value) {
        return new RecommenderOptions(seed, factors, value, regularization);
    }

    /**
     * Returns a copy with another regularization.
     *
     * @param value how much a factor must explain to be believed
     * @return the copy
     */
    public RecommenderOptions withRegularization(double value) {
        return new RecommenderOptions(seed, factors, rounds, value);
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, "A recommender can't be trained with " + what);
        }
    }
}
