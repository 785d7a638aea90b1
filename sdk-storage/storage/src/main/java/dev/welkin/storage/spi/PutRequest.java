package dev.welkin.storage.spi;

import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.PutMode;
import java.util.Map;

/**
 * A write in one piece.
 *
 * @param id where it writes, and its marker; see {@link BucketDriver#written}
 * @param content the bytes
 * @param mode what must be there before
 * @param attributes what is stored beside the bytes; the content type is set
 * @param tags what the object is tagged with; empty where the driver declares no TAGS
 */
public record PutRequest(
        WriteId id, ObjectContent content, PutMode mode, ObjectAttributes attributes, Map<String, String> tags) {
    /**
     * Returns where it writes.
     *
     * @return the key
     */
    public String key() {
        return id.key();
    }

    /**
     * Returns this request under another key, as decorators need it.
     *
     * @param value the key
     * @return a new request
     */
    public PutRequest withKey(String value) {
        return new PutRequest(id.withKey(value), content, mode, attributes, tags);
    }

    /**
     * Returns this request with other bytes, as decorators need it.
     *
     * @param value the bytes
     * @return a new request
     */
    public PutRequest withContent(ObjectContent value) {
        return new PutRequest(id, value, mode, attributes, tags);
    }

    /**
     * Returns this request with other attributes, as decorators need it.
     *
     * @param value the attributes
     * @return a new request
     */
    public PutRequest withAttributes(ObjectAttributes value) {
        return new PutRequest(id, content, mode, value, tags);
    }
}
