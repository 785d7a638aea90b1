package dev.welkin.ai.recommend;

import java.util.List;

/** The ratings' mean and range; what is expected is never outside of it. */
record Scale(double mean, double lowest, double highest) {
    static Scale of(Ratings ratings) {
        double sum = 0;
        long count = 0;
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (List<Ratings.Entry> row : ratings.byUser().values()) {
            for (Ratings.Entry entry : row) {
                sum += entry.value();
                count++;
                lowest = Math.min(lowest, entry.value());
                highest = Math.max(highest, entry.value());
            }
        }
        return new Scale(sum / count, lowest, highest);
    }

    double within(double rating) {
        return Math.max(lowest, Math.min(highest, rating));
    }
}
