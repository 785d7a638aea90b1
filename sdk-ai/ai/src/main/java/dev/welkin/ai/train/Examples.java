package dev.welkin.ai.train;

import java.util.List;
import java.util.SplittableRandom;

/** Examples as a network takes them. */
interface Examples {
    /** How many can be used. */
    int size();

    /** The class of an example, as an index. */
    int label(int index);

    /** What can't be used. */
    List<Skipped> skipped();

    /** A digest of all that is used. */
    String fingerprint();

    /** Puts an example into a row of a batch. */
    void put(int index, float[] batch, int from);

    /** Puts an example into a row of a batch, varied by the random numbers. */
    void put(int index, float[] batch, int from, Augmentation variation, SplittableRandom random);
}
