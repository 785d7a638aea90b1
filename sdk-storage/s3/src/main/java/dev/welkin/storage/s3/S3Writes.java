package dev.welkin.storage.s3;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpHeaders;
import dev.welkin.spi.Shown;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.spi.ObjectContent;
import dev.welkin.storage.spi.PutRequest;
import dev.welkin.storage.spi.VersionRef;

/** Writes objects in one piece, and deletes them. */
final class S3Writes {
    private final S3Client client;

    S3Writes(S3Client client) {
        this.client = client;
    }

    ObjectInfo put(PutRequest request, Attempt attempt) {
        S3Request put = S3Request.of("PUT", request.key());
        ObjectHeaders.attributes(put, request.attributes());
        ObjectHeaders.tags(put, request.tags());
        ObjectHeaders.condition(put, request.mode());
        if (!(request.mode() instanceof PutMode.Overwrite)) {
            ObjectHeaders.marker(put, request.id().marker());
        }
        put.headers(client.settings().writeHeaders());
        ObjectContent content = readable(request.content());
        checksum(put, content);
        put.body(content);
        HttpHeaders headers = conditional(request.mode(), request.key(), () -> client.sendAndClose(put, attempt));
        return ObjectHeaders.written(
                request.key(),
                headers,
                headers.first("etag").orElse(""),
                request.content().sizeBytes(),
                request.attributes(),
                now());
    }

    void delete(String key, Attempt attempt) {
        idempotent(S3Request.of("DELETE", key), attempt);
    }

    void delete(VersionRef ref, Attempt attempt) {
        S3Request delete = S3Request.of("DELETE", ref.key());
        S3Reads.version(delete, ref.version());
        idempotent(delete, attempt);
    }

    ObjectHeaders.Written now() {
        return new ObjectHeaders.Written(
                client.clock().now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                client.settings().versions());
    }

    /** Adds the checksum of content that can be read twice. */
    String checksum(S3Request request, ObjectContent content) {
        Checksum kind = client.settings().checksum();
        if (kind == Checksum.NONE || !content.repeatable()) {
            return "";
        }
        String value = kind.of(content);
        request.header(kind.header, value);
        return value;
    }

    /** Some call that makes an object on a condition. */
    interface Write<T> {
        T run();
    }

    /** A broken condition is told by what was asked for; where none was asked, it is none. */
    static <T> T conditional(PutMode mode, String key, Write<T> write) {
        try {
            return write.run();
        } catch (CloudException e) {
            boolean broken = e.code() == ErrorCode.PRECONDITION_FAILED;
            if (mode instanceof PutMode.Create && broken) {
                throw told(e, ErrorCode.ALREADY_EXISTS, "", key, "exists already and was to be created");
            }
            boolean gone = e.code() == ErrorCode.NOT_FOUND && e.reason().isEmpty();
            if (mode instanceof PutMode.Update && (broken || gone)) {
                String what = gone ? "is not there any more" : "has another version";
                throw told(e, ErrorCode.PRECONDITION_FAILED, "changed", key, what);
            }
            throw e;
        }
    }

    private static CloudException told(CloudException e, ErrorCode code, String reason, String key, String what) {
        return CloudException.builder(code, "'" + Shown.of(key) + "' " + what + "; read it again and decide")
                .reason(reason)
                .httpStatus(e.httpStatus().orElse(0))
                .requestId(e.requestId().orElse(null))
                .build();
    }

    private void idempotent(S3Request request, Attempt attempt) {
        try {
            client.sendAndClose(request, attempt);
        } catch (CloudException e) {
            if (e.code() != ErrorCode.NOT_FOUND || !e.reason().isEmpty()) {
                throw e;
            }
        }
    }

    /** A small stream to be signed over plain http is read twice. */
    private ObjectContent readable(ObjectContent content) {
        boolean signed = client.location().place().base().startsWith("http:")
                && content.sizeBytes() <= S3Client.SIGNED_BODY_BYTES;
        return signed && !content.repeatable() ? BytesContent.of(content) : content;
    }
}
