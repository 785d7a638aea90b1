package dev.welkin.storage.s3;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.Shown;
import dev.welkin.storage.ByteRange;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.VersionId;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.ObjectBody;
import dev.welkin.storage.spi.WriteId;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
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
        ByteRange range = request.range();
        if (range instanceof ByteRange.Span span && span.lengthBytes() == 0) {
            throw outside(head(request.key(), request.version(), attempt), range);
        }
        S3Request get = S3Request.of("GET", request.key());
        version(get, request.version());
        if (!(range instanceof ByteRange.Whole)) {
            get.header("Range", text(range));
        }
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
            return opened(request, response);
        }
        return refused(request, get, answer.failure(), attempt);
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
        return ObjectHeaders.info(
                key, headers, length(headers), client.settings().versions());
    }

    private ObjectBody opened(GetRequest request, HttpResponse response) {
        boolean done = false;
        try {
            ObjectBody body = body(request, response);
            done = true;
            return body;
        } finally {
            if (!done) {
                response.close();
            }
        }
    }

    private ObjectBody body(GetRequest request, HttpResponse response) {
        HttpHeaders headers = response.headers();
        boolean partial = response.status() == 206;
        long size = partial ? total(headers) : length(headers);
        ObjectInfo info = ObjectHeaders.info(
                request.key(), headers, size, client.settings().versions());
        ByteRange.Span span = request.range().in(size);
        InputStream stream = response.body();
        if (partial) {
            requireSpan(headers, span);
        } else if (span.offset() > 0) {
            skip(stream, span.offset()); // a server that knows no ranges
        }
        boolean whole = span.lengthBytes() == size;
        return new ObjectBody(info, span, stream, whole ? crc32c(headers) : null);
    }

    /** A range of an object that is not there, or has no such bytes. */
    private ObjectBody refused(GetRequest request, S3Request get, S3Failure failure, Attempt attempt) {
        CloudException error =
                S3Errors.of(client.asked(get), failure, client.clock().now());
        if (failure.status() == 416) {
            ObjectInfo info = head(request.key(), request.version(), attempt);
            if (request.range() instanceof ByteRange.Tail && info.sizeBytes() == 0) {
                return new ObjectBody(info, request.range().in(0), new ByteArrayInputStream(new byte[0]), null);
            }
            throw outside(info, request.range());
        }
        if (error.code() == ErrorCode.PRECONDITION_FAILED && error.reason().isEmpty()) {
            throw error.toBuilder().reason("changed").build();
        }
        throw missing(request.key(), request.version(), error);
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

    private static CloudException outside(ObjectInfo info, ByteRange range) {
        try {
            range.in(info.sizeBytes());
            return CloudException.of(
                    ErrorCode.CONFLICT, "'" + Shown.of(info.key()) + "' changed while a range of it was asked for");
        } catch (CloudException e) {
            return e;
        }
    }

    private static String text(ByteRange range) {
        if (range instanceof ByteRange.Tail tail) {
            return "bytes=-" + tail.lengthBytes();
        }
        ByteRange.Span span = (ByteRange.Span) range;
        long last = span.offset() + span.lengthBytes() - 1;
        return "bytes=" + span.offset() + "-" + (last < 0 || last == Long.MAX_VALUE - 1 ? "" : last);
    }

    /** {@code bytes 0-9/100}. */
    private static long total(HttpHeaders headers) {
        String range = headers.first("content-range").orElse("");
        return number(range.substring(range.indexOf('/') + 1), "Content-Range");
    }

    private static void requireSpan(HttpHeaders headers, ByteRange.Span span) {
        String range = headers.first("content-range").orElse("");
        String expected = "bytes " + span.offset() + "-" + (span.offset() + span.lengthBytes() - 1) + "/";
        if (!range.startsWith(expected)) {
            throw bad("gives the range '" + Shown.of(range) + "' where '" + expected + "' was asked for");
        }
    }

    private static long length(HttpHeaders headers) {
        return number(headers.first("content-length").orElse(""), "Content-Length");
    }

    private static long number(String text, String field) {
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw bad("has no " + field);
        }
    }

    private static void skip(InputStream stream, long bytes) {
        try {
            stream.skipNBytes(bytes);
        } catch (java.io.IOException e) {
            throw CloudException.of(ErrorCode.TRUNCATED, "The object broke off before the range that was asked for", e);
        }
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

    private static CloudException bad(String what) {
        return CloudException.builder(ErrorCode.CORRUPTED, "The provider's answer " + what + "; is it an S3 server?")
                .reason("bad_answer")
                .build();
    }
}
