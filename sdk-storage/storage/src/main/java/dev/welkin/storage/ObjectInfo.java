package dev.welkin.storage;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one version of an object.
 *
 * @param key its key
 * @param sizeBytes its length
 * @param token names this version
 * @param lastModified when it was written, by the backend's clock and to the backend's precision (a second or finer);
 *     what a write returns may be a few seconds off where the backend does not tell it
 * @param attributes its content type, metadata and the like; {@link ObjectAttributes#NONE} in listings, on every
 *     backend: ask {@link Bucket#head} for them
 * @param version the kept version, or null on buckets that keep none and in listings
 */
public record ObjectInfo(
        String key,
        long sizeBytes,
        VersionToken token,
        Instant lastModified,
        ObjectAttributes attributes,
        @Nullable VersionId version) {
    /**
     * Makes the info of an object in a bucket that keeps no versions.
     *
     * @param key its key
     * @param sizeBytes its length
     * @param token names this version
     * @param lastModified when it was written
     * @param attributes its content type, metadata and the like
     */
    public ObjectInfo(
            String key, long sizeBytes, VersionToken token, Instant lastModified, ObjectAttributes attributes) {
        this(key, sizeBytes, token, lastModified, attributes, null);
    }

    /**
     * Returns the media type.
     *
     * @return for example {@code image/jpeg}, or "" where none is known
     */
    public String contentType() {
        return attributes.contentType();
    }

    /**
     * Returns the user's own metadata.
     *
     * @return values by name
     */
    public Map<String, String> metadata() {
        return attributes.metadata();
    }

    /**
     * Returns this info under another key, as decorators need it.
     *
     * @param value the key
     * @return a new info
     */
    public ObjectInfo withKey(String value) {
        return new ObjectInfo(value, sizeBytes, token, lastModified, attributes, version);
    }

    /**
     * Returns this info with other attributes.
     *
     * @param value the attributes
     * @return a new info
     */
    public ObjectInfo withAttributes(ObjectAttributes value) {
        return new ObjectInfo(key, sizeBytes, token, lastModified, value, version);
    }

    /**
     * Returns this information with another token, as decorators need it.
     *
     * @param value the token
     * @return new information
     */
    public ObjectInfo withToken(VersionToken value) {
        return new ObjectInfo(key, sizeBytes, value, lastModified, attributes, version);
    }

    /**
     * Returns this info with another size, as decorators need it.
     *
     * @param value the length
     * @return a new info
     */
    public ObjectInfo withSizeBytes(long value) {
        return new ObjectInfo(key, value, token, lastModified, attributes, version);
    }
}
