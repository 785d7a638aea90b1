package dev.welkin.ai.models;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads objects without trusting what anybody says of their size. */
final class BoundedRead {
    private BoundedRead() {}

    /** Reads a manifest or alias; one byte over the limit is enough to refuse it. */
    static byte[] manifest(StoredObject object, String key) {
        return atMost(object.stream(), Manifests.MAX_BYTES + 1, key);
    }

    /** Reads a manifest; nothing if there is none. */
    static Optional<byte[]> manifest(Bucket bucket, String key) {
        try (StoredObject object = bucket.get(key)) {
            return Optional.of(manifest(object, key));
        } catch (CloudException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    static byte[] atMost(InputStream in, int limit, String key) {
        try {
            return in.readNBytes(limit);
        } catch (IOException e) {
            throw CloudException.of(ErrorCode.UNAVAILABLE, "Reading '" + key + "' failed: " + e, e);
        }
    }
}
