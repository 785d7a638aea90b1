package dev.welkin.storage.spi;

import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.UploadedPart;
import java.util.List;
import java.util.Map;

/**
 * The end of a write in parts.
 *
 * @param upload what ends
 * @param parts all parts by number, from 1 on without gaps; at least one
 * @param mode what must be there before; as the upload was begun with
 * @param id the marker that the upload was begun with; see {@link BucketDriver#written}
 * @param attributes what the upload was begun with, for backends that take it at the end
 * @param tags what the upload was begun with, for backends that take it at the end
 */
public record CompleteRequest(
        Upload upload,
        List<UploadedPart> parts,
        PutMode mode,
        WriteId id,
        ObjectAttributes attributes,
        Map<String, String> tags) {
    /** Copies the parts and tags. */
    public CompleteRequest {
        parts = List.copyOf(parts);
        tags = Map.copyOf(tags);
    }

    /**
     * Returns this request under another key, as decorators need it.
     *
     * @param value the key
     * @return a new request
     */
    public CompleteRequest withKey(String value) {
        return new CompleteRequest(upload.withKey(value), parts, mode, id.withKey(value), attributes, tags);
    }
}
