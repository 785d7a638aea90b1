package dev.welkin.storage.spi;

import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.PutMode;

/**
 * A write.
 *
 * @param key the key
 * @param content the bytes
 * @param mode what must be there before
 * @param attributes what is stored beside the bytes; the content type is set
 * @param marker a random text, the same for every attempt of one write and different for every other write; see
 *     {@link BucketDriver#written}
 */
public record PutRequest(String key, ObjectContent content, PutMode mode, ObjectAttributes attributes, String marker) {
    /**
     * Returns this request under another key, as decorators need it.
     *
     * @param value the key
     * @return a new request
     */
    public PutRequest withKey(String value) {
        return new PutRequest(value, content, mode, attributes, marker);
    }
}
