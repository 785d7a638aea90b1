package dev.welkin.storage.spi;

import dev.welkin.storage.VersionId;

/**
 * One kept version of an object.
 *
 * @param key the object's key
 * @param version which version
 */
public record VersionRef(String key, VersionId version) {
    /**
     * Returns this version under another key, as decorators need it.
     *
     * @param value the key
     * @return a new reference
     */
    public VersionRef withKey(String value) {
        return new VersionRef(value, version);
    }
}
