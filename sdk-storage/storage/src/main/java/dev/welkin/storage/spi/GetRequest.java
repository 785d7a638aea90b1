package dev.welkin.storage.spi;

import dev.welkin.storage.ByteRange;
import dev.welkin.storage.VersionId;
import dev.welkin.storage.VersionToken;
import org.jspecify.annotations.Nullable;

/**
 * A read.
 *
 * @param key the key
 * @param range which bytes
 * @param ifMatch the version that must be there, or null
 * @param ifNoneMatch the version that must not be there, or null
 * @param version the kept version to read, or null for the current one
 */
public record GetRequest(
        String key,
        ByteRange range,
        @Nullable VersionToken ifMatch,
        @Nullable VersionToken ifNoneMatch,
        @Nullable VersionId version) {
    /**
     * Returns this request under another key, as decorators need it.
     *
     * @param value the key
     * @return a new request
     */
    public GetRequest withKey(String value) {
        return new GetRequest(value, range, ifMatch, ifNoneMatch, version);
    }

    /**
     * Returns this request for other bytes, as decorators need it.
     *
     * @param value which bytes
     * @return a new request
     */
    public GetRequest withRange(ByteRange value) {
        return new GetRequest(key, value, ifMatch, ifNoneMatch, version);
    }

    /**
     * Returns this request for another version, as decorators need it.
     *
     * @param value the token that must be current
     * @return a new request
     */
    public GetRequest withIfMatch(VersionToken value) {
        return new GetRequest(key, range, value, ifNoneMatch, version);
    }
}
