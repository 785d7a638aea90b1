package dev.welkin.storage.spi;

import java.util.Map;

/**
 * All tags of an object, replaced.
 *
 * @param key the object's key
 * @param tags names and values; empty to remove all
 */
public record TagsRequest(String key, Map<String, String> tags) {
    /** Copies the tags. */
    public TagsRequest {
        tags = Map.copyOf(tags);
    }

    /**
     * Returns this request under another key, as decorators need it.
     *
     * @param value the key
     * @return a new request
     */
    public TagsRequest withKey(String value) {
        return new TagsRequest(value, tags);
    }
}
