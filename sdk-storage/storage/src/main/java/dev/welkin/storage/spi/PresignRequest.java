package dev.welkin.storage.spi;

import dev.welkin.storage.PresignOptions;
import dev.welkin.storage.PresignedRequest;

/**
 * A request to be signed for somebody else.
 *
 * @param verb what they may do
 * @param key with which object
 * @param options for how long, and what the request must hold
 */
public record PresignRequest(PresignedRequest.Verb verb, String key, PresignOptions options) {
    /**
     * Returns this request under another key, as decorators need it.
     *
     * @param value the key
     * @return a new request
     */
    public PresignRequest withKey(String value) {
        return new PresignRequest(verb, value, options);
    }
}
