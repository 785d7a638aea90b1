package dev.welkin.ai.train;

/**
 * How a network is built, before it is known how many classes there are: {@link ImageClassifier} and
 * {@link TabularClassifier} have some. The dense layer that gives one number for each class is added by the trainer.
 * Immutable.
 *
 * @param <D> what it learns from
 */
public abstract sealed class Architecture<D extends Dataset> permits ImageArchitecture, TabularArchitecture {
    Architecture() {}

    /** Reads the examples, and builds the network for them. */
    abstract Lesson lesson(Split<D> data, TrainingOptions options);
}
