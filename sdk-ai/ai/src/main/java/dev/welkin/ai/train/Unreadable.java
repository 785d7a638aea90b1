package dev.welkin.ai.train;

/** What becomes of images and rows that can't be read. */
public enum Unreadable {
    /** They are left out and reported by {@link TrainedModel#skipped}. */
    SKIP,
    /** The first one ends the training with an error that names it. */
    FAIL
}
