package dev.welkin.storage.spi;

import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.PutMode;
import java.util.Map;

/**
 * The beginning of a write in parts.
 *
 * @param id where it writes, and its marker; see {@link BucketDriver#written}
 * @param mode what must be there before; it is checked on completion, a driver may check it now as well
 * @param partBytes the size of every part but the last
 * @param attributes what is stored beside the bytes; the content type is set
 * @param tags what the object is tagged with; empty where the driver declares no TAGS
 */
public record UploadRequest(
        WriteId id, PutMode mode, long partBytes, ObjectAttributes attributes, Map<String, String> tags) {
    /**
     * Returns this request under another key, as decorators need it.
     *
     * @param value the key
     * @return a new request
     */
    public UploadRequest withKey(String value) {
        return new UploadRequest(id.withKey(value), mode, partBytes, attributes, tags);
    }
}
