package dev.welkin.storage.spi;

import dev.welkin.storage.ByteRange;
import dev.welkin.storage.VersionToken;
import org.jspecify.annotations.Nullable;

/**
 * A read.
 *
 * @param key the key
 * @param range which bytes
 * @param ifMatch the version that must be there, or null
 * @param ifNoneMatch the version that must not be there, or null
 */
public record GetRequest(
        String key,
        ByteRange range,
        @Nullable VersionToken ifMatch,
        @Nullable VersionToken ifNoneMatch) {
    /**
     * Returns this request under another key, as decorators need it.
     *
     * @param value the key
     * @return a new request
     */
    public GetRequest withKey(String value) {
        return new GetRequest(value, range, ifMatch, ifNoneMatch);
    }
}
