package dev.welkin.ai.spark;

import dev.welkin.Cloud;
import java.io.Serializable;

/**
 * Opens a Cloud on an executor. It is serialized to get there, with all that a lambda captures, and Spark neither
 * encrypts nor hides what it sends: capture the name of a file or a variable, never a secret.
 */
@FunctionalInterface
public interface CloudSource extends Serializable {
    /**
     * Opens the Cloud.
     *
     * @return a new Cloud; closed with the step
     * @throws dev.welkin.CloudException if the configuration does not fit: this ends the whole run
     */
    Cloud open();
}
