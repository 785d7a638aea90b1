package dev.welkin.storage;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;

/**
 * Names one kept version of an object, on buckets that keep them. Opaque: it comes from {@link Bucket#versions} or
 * {@link ObjectInfo#version()}.
 *
 * @param value the backend's own text; never empty
 */
public record VersionId(String value) {
    /** Refuses an empty id. */
    public VersionId {
        if (value.isEmpty()) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, "A version id is never empty; take one from versions()");
        }
    }

    /** Prints the value alone. */
    @Override
    public String toString() {
        return value;
    }
}
