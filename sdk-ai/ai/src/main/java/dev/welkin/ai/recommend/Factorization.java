package dev.welkin.ai.recommend;

import java.util.List;
import java.util.Random;

/**
 * Alternating least squares with biases: the users are solved for while the items stand still, then the items while the
 * users do (Koren, Bell and Volinsky, "Matrix Factorization Techniques for Recommender Systems", 2009; the penalty that
 * grows with the number of ratings is that of Zhou, Wilkinson, Schreiber and Pan, 2008). It ends with the items, so a
 * user is always what {@link Ridge} makes of the ratings, whether in training or later. One thread: the same result
 * everywhere.
 */
final class Factorization {
    private static final double FIRST_GUESS = 0.1;

    private final RecommenderOptions options;
    private final double mean;

    Factorization(RecommenderOptions options, Scale scale) {
        this.options = options;
        this.mean = scale.mean();
    }

    /** Returns factors and, last, the bias of each item. */
    float[][] items(Ratings ratings) {
        List<List<Ratings.Entry>> byUser = List.copyOf(ratings.byUser().values());
        List<List<Ratings.Entry>> byItem = ratings.byItem();
        float[][] users = guess(byUser.size());
        float[][] items = solve(byItem, users);
        for (int round = 1; round < options.rounds(); round++) {
            users = solve(byUser, items);
            items = solve(byItem, users);
        }
        return items;
    }

    private float[][] guess(int users) {
        Random random = new Random(options.seed());
        float[][] rows = new float[users][options.factors() + 1];
        for (float[] row : rows) {
            for (int i = 0; i < options.factors(); i++) {
                row[i] = (float) (FIRST_GUESS * random.nextGaussian());
            }
        }
        return rows;
    }

    private float[][] solve(List<List<Ratings.Entry>> side, float[][] others) {
        float[][] rows = new float[side.size()][];
        for (int i = 0; i < rows.length; i++) {
            Ridge ridge = new Ridge(options);
            side.get(i).forEach(entry -> ridge.add(others[entry.other()], entry.value() - mean));
            rows[i] = floats(ridge.solve());
        }
        return rows;
    }

    private static float[] floats(double[] values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }
}
