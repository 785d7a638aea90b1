package dev.welkin.ai.train;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;

/**
 * What a network learns from, and what tells how well it has learned.
 *
 * @param train to learn from
 * @param validation never learned from; of the same classes
 * @param <D> what the examples are
 */
public record Split<D extends Dataset>(D train, D validation) {
    /** Checks the classes. */
    public Split {
        if (!train.labels().equals(validation.labels())) {
            throw invalid(
                    "labels_differ",
                    "Training has the classes " + Shown.of(train.labels()) + " and validation has "
                            + Shown.of(validation.labels()) + ". Give both examples of the same classes.");
        }
        if (train.labels().size() < 2) {
            throw invalid(
                    "one_class",
                    "All examples are of one class, " + Shown.of(train.labels())
                            + ", and there is nothing to tell apart. Add examples of something else.");
        }
        if (train.size() == 0 || validation.size() == 0) {
            throw invalid(
                    "empty_dataset",
                    train.size() + " examples to learn from and " + validation.size()
                            + " to validate with are too few; each class needs two at least");
        }
    }

    /**
     * Puts two datasets together, for data that comes parted.
     *
     * @param train to learn from
     * @param validation never learned from
     * @param <D> what the examples are
     * @return both
     * @throws CloudException INVALID_ARGUMENT, reason {@code labels_differ}, {@code one_class} or {@code empty_dataset}
     */
    public static <D extends Dataset> Split<D> of(D train, D validation) {
        return new Split<>(train, validation);
    }

    private static CloudException invalid(String reason, String why) {
        return CloudException.builder(ErrorCode.INVALID_ARGUMENT, why)
                .reason(reason)
                .build();
    }
}
