package dev.welkin.ai.train;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;

/**
 * What a network learns from, and what tells how well it has learned.
 *
 * @param train to learn from
 * @param validation never learned from; of the same classes
 */
public record Split(ImageFolder train, ImageFolder validation) {
    /** Checks the classes. */
    public Split {
        if (!train.labels().equals(validation.labels())) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            "Training has the classes " + Shown.of(train.labels()) + " and validation has "
                                    + Shown.of(validation.labels()) + ". Give both the same folders.")
                    .reason("labels_differ")
                    .build();
        }
        if (train.labels().size() < 2) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            "All images are of one class, " + Shown.of(train.labels())
                                    + ", and there is nothing to tell"
                                    + " apart. Add a folder of images that show something else.")
                    .reason("one_class")
                    .build();
        }
        if (train.size() == 0 || validation.size() == 0) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            train.size() + " images to learn from and " + validation.size() + " to validate with are"
                                    + " too few; each class needs two images at least")
                    .reason("empty_dataset")
                    .build();
        }
    }

    /**
     * Puts two folders together, for data that comes parted.
     *
     * @param train to learn from
     * @param validation never learned from
     * @return both
     * @throws CloudException INVALID_ARGUMENT, reason {@code labels_differ}, {@code one_class} or {@code empty_dataset}
     */
    public static Split of(ImageFolder train, ImageFolder validation) {
        return new Split(train, validation);
    }
}
