package dev.welkin.storage;

import dev.welkin.CloudException;
import dev.welkin.storage.internal.LostReplies;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.CompleteRequest;
import dev.welkin.storage.spi.ObjectContent;
import dev.welkin.storage.spi.PartRequest;
import dev.welkin.storage.spi.PutRequest;
import dev.welkin.storage.spi.Upload;
import dev.welkin.storage.spi.UploadRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One write in parts, from its begin to its completion, or given up when it closes before. */
final class PartsUpload implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PartsUpload.class);

    private final BucketCalls calls;
    private final UploadRequest request;
    private final Upload upload;
    private final Map<Integer, UploadedPart> parts = new ConcurrentSkipListMap<>();
    private boolean ended;

    private PartsUpload(BucketCalls calls, UploadRequest request, Upload upload) {
        this.calls = calls;
        this.request = request;
        this.upload = upload;
    }

    static PartsUpload start(BucketCalls calls, PutRequest put, long partBytes) {
        calls.capabilities().require(StorageFeature.MULTIPART);
        if (!(put.mode() instanceof PutMode.Overwrite)) {
            calls.capabilities().require(StorageFeature.CONDITIONAL_MULTIPART);
        }
        UploadRequest request = new UploadRequest(put.id(), put.mode(), partBytes, put.attributes(), put.tags());
        BucketDriver driver = calls.driver();
        Upload upload = calls.call("startUpload", put.key(), attempt -> driver.startUpload(request, attempt));
        return new PartsUpload(calls, request, upload);
    }

    String key() {
        return upload.key();
    }

    long partBytes() {
        return request.partBytes();
    }

    UploadedPart send(int number, ObjectContent content) {
        PartRequest part = new PartRequest(upload, number, (number - 1) * request.partBytes(), content);
        return calls.call("uploadPart", upload.key(), attempt -> calls.driver().uploadPart(part, attempt));
    }

    void add(UploadedPart part) {
        parts.put(part.number(), part);
    }

    List<UploadedPart> parts() {
        return List.copyOf(parts.values());
    }

    ObjectInfo complete() {
        CompleteRequest complete = new CompleteRequest(
                upload, parts(), request.mode(), request.id(), request.attributes(), request.tags());
        ObjectInfo written = calls.call(
                "completeUpload", upload.key(), attempt -> LostReplies.complete(calls.driver(), complete, attempt));
        ended = true;
        long size = complete.parts().stream().mapToLong(UploadedPart::sizeBytes).sum();
        return written.withSizeBytes(size).withAttributes(request.attributes());
    }

    /** Gives up what was not completed, so that its parts cost nothing; the reason is on its way to the caller. */
    @Override
    public void close() {
        if (ended) {
            return;
        }
        ended = true;
        boolean interrupted = Thread.interrupted();
        try {
            calls.call("abortUpload", upload.key(), attempt -> {
                calls.driver().abortUpload(upload, attempt);
                return true;
            });
        } catch (CloudException e) {
            LOG.warn(
                    "The parts of '{}' that was not completed could not be removed; upload {}: {}",
                    dev.welkin.spi.Shown.of(upload.key()),
                    dev.welkin.spi.Shown.of(upload.id()),
                    e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
