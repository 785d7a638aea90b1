package dev.welkin.storage;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;

/**
 * Names one version of one object. Opaque: compare it with {@link #equals}, store it, hand it back; nothing else about
 * it means anything. With {@link StorageFeature#UNIQUE_TOKENS} no two versions of a key ever have the same token, even
 * when the object was deleted in between; without it, versions of the same bytes may.
 *
 * @param value the backend's own text; never empty
 */
public record VersionToken(String value) {
    /** Refuses an empty token. */
    public VersionToken {
        if (value.isEmpty()) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, "A version token is never empty; take one from head()");
        }
    }

    /** Prints the value alone. */
    @Override
    public String toString() {
        return value;
    }
}
