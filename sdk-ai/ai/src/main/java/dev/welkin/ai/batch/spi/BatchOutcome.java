package dev.welkin.ai.batch.spi;

import dev.welkin.CloudException;
import dev.welkin.ai.batch.BatchFailure;

/** What became of one input. */
public sealed interface BatchOutcome {
    /**
     * A new result was acknowledged by the bucket.
     *
     * @param key the input's key
     */
    record Done(String key) implements BatchOutcome {}

    /**
     * The input's current version has a result already.
     *
     * @param key the input's key
     */
    record Kept(String key) implements BatchOutcome {}

    /**
     * The input has no result; the run goes on.
     *
     * @param failure which and why
     */
    record Failed(BatchFailure failure) implements BatchOutcome {}

    /**
     * Nothing can be worked on there, such as where the step can't be opened: the run ends.
     *
     * @param failure why
     */
    record Halted(CloudException failure) implements BatchOutcome {}
}
