package dev.welkin.storage;

import dev.welkin.CloudException;
import org.jspecify.annotations.Nullable;

/**
 * What became of one key of {@link Bucket#deleteAll}.
 *
 * @param key the key
 * @param failure why it was not deleted, or null where it was, or was not there
 */
public record DeleteResult(String key, @Nullable CloudException failure) {
    /**
     * Tells whether the object is gone.
     *
     * @return true if there is no failure
     */
    public boolean deleted() {
        return failure == null;
    }
}
