package dev.welkin.ai.models;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.StoredObject;
import java.io.IOException;
import java.io.InputStream;

/** Reads objects without trusting what anybody says of their size. */
final class BoundedRead {
    private BoundedRead() {}

    /** Reads a manifest or alias; one byte over the limit is enough to refuse it. */
    static byte[] manifest(StoredObject object, String key) {
        return atMost(object.stream(), Manifests.MAX_BYTES + 1, key);
    }

    static byte[] atMost(InputStream in, int limit, String key) {
        try {
            return in.readNBytes(limit);
        } catch (IOException e) {
            throw CloudException.of(ErrorCode.UNAVAILABLE, "Reading '" + key + "' failed: " + e, e);
        }
    }
}
