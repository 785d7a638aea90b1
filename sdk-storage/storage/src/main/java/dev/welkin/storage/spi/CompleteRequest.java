package dev.welkin.storage.spi;

import dev.welkin.storage.PutMode;
import dev.welkin.storage.UploadedPart;
import java.util.List;

/**
 * The end of a write in parts.
 *
 * @param upload what ends
 * @param parts all parts by number, from 1 on without gaps; at least one
 * @param mode what must be there before; as the upload was begun with
 * @param id the marker that the upload was begun with; see {@link BucketDriver#written}
 */
public record CompleteRequest(Upload upload, List<UploadedPart> parts, PutMode mode, WriteId id) {
    /** Copies the parts. */
    public CompleteRequest {
        parts = List.copyOf(parts);
    }

    /**
     * Returns this request under another key, as decorators need it.
     *
     * @param value the key
     * @return a new request
     */
    public CompleteRequest withKey(String value) {
        return new CompleteRequest(upload.withKey(value), parts, mode, id.withKey(value));
    }
}
