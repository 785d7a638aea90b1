package dev.welkin.ai.batch;

import dev.welkin.Cloud;
import java.io.Serializable;

/**
 * Opens a step wherever a batch runs: once per process, before the first input that has no result yet. It is serialized
 * to get to other machines, with all that a lambda captures: capture names such as {@code faces@prod}, never secrets
 * and never a loaded model. A constructor reference captures nothing.
 */
@FunctionalInterface
public interface StepSource extends Serializable {
    /**
     * Opens the step, for example by loading a model.
     *
     * @param cloud the Cloud of the process that asks
     * @return the step; closed when the process has no more work for it
     * @throws Exception if it can't be opened: this ends the whole run, since no input could be worked on
     */
    BatchStep open(Cloud cloud) throws Exception;
}
