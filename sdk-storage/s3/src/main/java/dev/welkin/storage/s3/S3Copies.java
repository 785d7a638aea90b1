package dev.welkin.storage.s3;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.aws.Rfc3986;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpHeaders;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.UploadedPart;
import dev.welkin.storage.VersionId;
import dev.welkin.storage.spi.CompleteRequest;
import dev.welkin.storage.spi.CopyRequest;
import dev.welkin.storage.spi.PutRequest;
import dev.welkin.storage.spi.Upload;
import dev.welkin.storage.spi.UploadRequest;
import dev.welkin.storage.spi.WriteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Copies inside one bucket. CopyObject takes up to 5 GB and knows no condition on every server; what is larger, or must
 * meet a condition, is put together of copied parts.
 */
final class S3Copies {
    /** The most that CopyObject takes (S3 User Guide, "Copying objects"). */
    static final long MAX_COPY_BYTES = 5L << 30;

    /** 10,000 of these make the largest object that S3 holds, 5 TiB. */
    static final long PART_BYTES = 544L << 20;

    private final S3Client client;
    private final S3Reads reads;
    private final S3Writes writes;
    private final S3Uploads uploads;
    private final S3Tags tags;

    S3Copies(S3Client client, S3Reads reads, S3Writes writes, S3Uploads uploads) {
        this.client = client;
        this.reads = reads;
        this.writes = writes;
        this.uploads = uploads;
        this.tags = new S3Tags(client);
    }

    ObjectInfo copy(CopyRequest request, Attempt attempt) {
        return request.to().mode() instanceof PutMode.Overwrite ? whole(request, attempt) : inParts(request, attempt);
    }

    private ObjectInfo whole(CopyRequest request, Attempt attempt) {
        S3Request put = S3Request.of("PUT", request.to().key()).header("x-amz-copy-source", source(request));
        put.headers(client.settings().writeHeaders());
        try {
            Result result = uploads.document(put, attempt);
            ObjectInfo there = reads.head(request.to().key(), null, attempt);
            return new ObjectInfo(
                    there.key(),
                    there.sizeBytes(),
                    ObjectHeaders.token(result.require("ETag")),
                    there.lastModified(),
                    there.attributes(),
                    there.version());
        } catch (CloudException e) {
            if (e.code() == ErrorCode.INVALID_ARGUMENT && size(request, attempt) > MAX_COPY_BYTES) {
                return inParts(request, attempt);
            }
            throw e;
        }
    }

    private long size(CopyRequest request, Attempt attempt) {
        return reads.head(request.key(), request.version(), attempt).sizeBytes();
    }

    private ObjectInfo inParts(CopyRequest request, Attempt attempt) {
        ObjectInfo from = reads.head(request.key(), request.version(), attempt);
        WriteId id = new WriteId(request.to().key(), UUID.randomUUID().toString());
        Map<String, String> kept = tags(request, attempt);
        if (from.sizeBytes() == 0) {
            BytesContent empty = new BytesContent(new byte[0]);
            return writes.put(new PutRequest(id, empty, request.to().mode(), from.attributes(), kept), attempt);
        }
        UploadRequest begin = new UploadRequest(id, request.to().mode(), PART_BYTES, from.attributes(), kept);
        Upload upload = uploads.start(begin, attempt);
        boolean done = false;
        try {
            List<UploadedPart> parts = parts(request, from, upload, attempt);
            CompleteRequest complete =
                    new CompleteRequest(upload, parts, request.to().mode(), id, from.attributes(), kept);
            ObjectInfo written = uploads.complete(complete, attempt);
            done = true;
            return written.withAttributes(from.attributes());
        } finally {
            if (!done) {
                uploads.abort(upload, attempt);
            }
        }
    }

    private List<UploadedPart> parts(CopyRequest request, ObjectInfo from, Upload upload, Attempt attempt) {
        List<UploadedPart> parts = new ArrayList<>();
        for (long at = 0; at < from.sizeBytes(); at += PART_BYTES) {
            long length = Math.min(PART_BYTES, from.sizeBytes() - at);
            parts.add(uploads.copy(upload, parts.size() + 1, source(request), at, length, attempt));
        }
        return parts;
    }

    private Map<String, String> tags(CopyRequest request, Attempt attempt) {
        HttpHeaders headers = reads.headers(request.key(), request.version(), attempt);
        boolean tagged = headers.first("x-amz-tagging-count").isPresent();
        return tagged ? tags.get(request.key(), request.version(), attempt) : Map.of();
    }

    /** {@code bucket/key?versionId=..}, encoded. */
    private String source(CopyRequest request) {
        return "/" + client.location().bucket() + "/" + Rfc3986.path(client.checked(request.key()))
                + version(request.version());
    }

    private static String version(@Nullable VersionId version) {
        return version == null ? "" : "?versionId=" + Rfc3986.component(version.value());
    }
}
