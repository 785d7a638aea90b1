package dev.welkin.storage.s3;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.Shown;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.VersionId;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.HttpRead;
import dev.welkin.storage.spi.ObjectBody;
import dev.welkin.storage.spi.WriteId;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads objects, and what is known of them. */
final class S3Reads {
    private final S3Client client;
    /** A HEAD of a missing bucket has no words; one answer that named the bucket settles it for good. */
    private volatile boolean bucketSeen;

    S3Reads(S3Client client) {
        this.client = client;
    }

    ObjectBody get(GetRequest request, Attempt attempt) {
        S3Request get = S3Request.of("GET", request.key());
        version(get, request.version());
        HttpRead.range(request.range()).ifPresent(field -> get.header("Range", field));
        if (request.ifMatch() != null) {
            get.header("If-Match", ObjectHeaders.quoted(request.ifMatch()));
        }
        if (request.ifNoneMatch() != null) {
            get.header("If-None-Match", ObjectHeaders.quoted(request.ifNoneMatch()));
        }
        if (client.settings().checksum() == Checksum.CRC32C) {
            get.header("x-amz-checksum-mode", "ENABLED");
        }
        S3Client.Answer answer = client.ask(get, attempt);
        HttpResponse response = answer.response();
        if (response != null) {
            return body(request, response);
        }
        throw refused(request, get, answer.failure());
    }

    ObjectInfo head(String key, @Nullable VersionId version, Attempt attempt) {
        return info(key, headers(key, version, attempt));
    }

    /** Finds out whether a version there now was made by a write of ours. */
    Optional<ObjectInfo> written(WriteId id, Attempt attempt) {
        try {
            HttpHeaders headers = headers(id.key(), null, attempt);
            return ObjectHeaders.hasMarker(headers, id.marker())
                    ? Optional.of(info(id.key(), headers))
                    : Optional.empty();
        } catch (CloudException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    HttpHeaders headers(String key, @Nullable VersionId version, Attempt attempt) {
        S3Request head = S3Request.of("HEAD", key);
        version(head, version);
        S3Client.Answer answer = client.ask(head, attempt);
        if (answer.response() != null) {
            bucketSeen = true;
            try (HttpResponse response = answer.response()) {
                return response.headers();
            }
        }
        requireBucket(answer.failure(), attempt);
        throw missing(
                key,
                version,
                S3Errors.of(client.asked(head), answer.failure(), client.clock().now()));
    }

    static void version(S3Request request, @Nullable VersionId version) {
        if (version != null) {
            request.query("versionId", version.value());
        }
    }

    private void requireBucket(S3Failure failure, Attempt attempt) {
        if (failure.status() == 404 && !bucketSeen) {
            S3Request list = S3Request.of("GET", "").query("list-type", "2").query("max-keys", "1");
            S3Client.Answer answer = client.ask(list, attempt);
            if (answer.response() != null) {
                answer.response().close();
                bucketSeen = true;
            } else if (answer.failure().code().equals("NoSuchBucket")) {
                throw S3Errors.of(
                        client.asked(list), answer.failure(), client.clock().now());
            }
        }
    }

    private ObjectInfo info(String key, HttpHeaders headers) {
        return info(key, HttpRead.lengthBytes(headers), headers);
    }

    private ObjectInfo info(String key, long sizeBytes, HttpHeaders headers) {
        return ObjectHeaders.info(key, headers, sizeBytes, client.settings().versions());
    }

    private ObjectBody body(GetRequest request, HttpResponse response) {
        HttpHeaders headers = response.headers();
        ObjectBody body = HttpRead.body(request, response, size -> info(request.key(), size, headers));
        boolean whole = body.span().lengthBytes() == body.info().sizeBytes();
        return whole ? body.withCrc32c(crc32c(headers)) : body;
    }

    private CloudException refused(GetRequest request, S3Request get, S3Failure failure) {
        CloudException error =
                S3Errors.of(client.asked(get), failure, client.clock().now());
        if (error.code() == ErrorCode.PRECONDITION_FAILED && error.reason().isEmpty()) {
            return error.toBuilder().reason("changed").build();
        }
        return missing(request.key(), request.version(), error);
    }

    /** AWS answers 400 to a version id that it never gave, and 405 to that of a delete mark. */
    private static CloudException missing(String key, @Nullable VersionId version, CloudException error) {
        int status = error.httpStatus().orElse(0);
        boolean none = version != null && (status == 400 || status == 405);
        return none || (error.code() == ErrorCode.NOT_FOUND && error.reason().isEmpty())
                ? CloudException.builder(
                                ErrorCode.NOT_FOUND,
                                "There is no " + (version == null ? "object '" : "such version of '") + Shown.of(key)
                                        + "'; list() shows what is there")
                        .httpStatus(status)
                        .requestId(error.requestId().orElse(null))
                        .build()
                : error;
    }

    /**
     * Only the checksum of the whole; one made of the parts' checksums ends with their number. A range that is a part
     * of the object comes with the checksum of that part.
     */
    private static @Nullable Integer crc32c(HttpHeaders headers) {
        String text = headers.first(Checksum.CRC32C.header).orElse("");
        if (text.length() != 8) {
            return null;
        }
        try {
            return ByteBuffer.wrap(Base64.getDecoder().decode(text)).getInt();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
