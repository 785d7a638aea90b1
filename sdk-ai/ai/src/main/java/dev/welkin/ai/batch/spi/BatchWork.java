package dev.welkin.ai.batch.spi;

import dev.welkin.Cloud;
import java.io.Serializable;

/**
 * All that a process must know to work on inputs of one run, but its Cloud: names of buckets, prefixes, limits and the
 * source of the step. Immutable; holds no secret unless the step's source captured one.
 */
public interface BatchWork extends Serializable {
    /**
     * Makes a worker. Nothing is opened before its first input.
     *
     * @param cloud the process's own Cloud; stays the caller's to close, after the worker
     * @return the worker
     */
    BatchWorker worker(Cloud cloud);
}
