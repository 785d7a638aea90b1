package dev.welkin.storage.internal.memory;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import dev.welkin.storage.UploadedPart;
import dev.welkin.storage.spi.PartRequest;
import dev.welkin.storage.spi.Upload;
import dev.welkin.storage.spi.UploadRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Writes in parts that are under way. */
final class MemoryUploads {
    private final Map<String, Started> started = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    Upload start(UploadRequest request) {
        String id = Long.toString(numbers.incrementAndGet());
        started.put(id, new Started(request, new ConcurrentHashMap<>()));
        return new Upload(request.id().key(), id);
    }

    UploadedPart add(PartRequest request, byte[] bytes) {
        require(request.upload()).parts().put(request.number(), bytes);
        return new UploadedPart(request.number(), bytes.length, Integer.toString(request.number()));
    }

    /** What the upload was begun with. */
    UploadRequest request(Upload upload) {
        return require(upload).request();
    }

    /** Puts the parts together. */
    byte[] join(Upload upload, List<UploadedPart> parts) {
        Map<Integer, byte[]> stored = require(upload).parts();
        byte[] all = new byte[parts.stream().mapToInt(p -> (int) p.sizeBytes()).sum()];
        int at = 0;
        for (UploadedPart part : parts) {
            byte[] bytes = stored.get(part.number());
            if (bytes == null || bytes.length != part.sizeBytes()) {
                throw CloudException.of(
                        ErrorCode.INVALID_ARGUMENT, "Part " + part.number() + " was not sent as it is listed");
            }
            System.arraycopy(bytes, 0, all, at, bytes.length);
            at += bytes.length;
        }
        return all;
    }

    void remove(Upload upload) {
        started.remove(upload.id());
    }

    private Started require(Upload upload) {
        Started found = started.get(upload.id());
        if (found == null || !found.request().id().key().equals(upload.key())) {
            throw CloudException.builder(
                            ErrorCode.NOT_FOUND,
                            "There is no upload of '" + Shown.of(upload.key())
                                    + "' under this id; it was completed or given up")
                    .reason("upload_missing")
                    .build();
        }
        return found;
    }

    private record Started(UploadRequest request, Map<Integer, byte[]> parts) {}
}
