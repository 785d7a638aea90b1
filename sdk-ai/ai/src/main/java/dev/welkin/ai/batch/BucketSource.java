package dev.welkin.ai.batch;

import dev.welkin.Cloud;
import dev.welkin.storage.Bucket;
import java.io.Serializable;

/**
 * Opens a bucket wherever a batch runs: on this machine, and on each executor of a cluster with that executor's own
 * Cloud. It is serialized to get there, with all that a lambda captures: capture names, never secrets. Those belong
 * into the configuration that the executor reads.
 */
@FunctionalInterface
public interface BucketSource extends Serializable {
    /**
     * Opens the bucket.
     *
     * @param cloud the Cloud of the process that asks
     * @return the bucket; closes with the Cloud
     * @throws dev.welkin.CloudException as {@link Bucket#open(Cloud, String)} says
     */
    Bucket open(Cloud cloud);
}
