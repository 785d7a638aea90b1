package dev.welkin.storage.internal.loopback;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.storage.ByteRange;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.internal.BodyStream;
import dev.welkin.storage.internal.ContentTypes;
import dev.welkin.storage.internal.Limits;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.ObjectBody;
import dev.welkin.storage.spi.ObjectContent;
import dev.welkin.storage.spi.PutRequest;
import dev.welkin.storage.spi.WriteId;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One request to the loopback server and its answer. */
final class LoopbackExchange {
    /** How long a driver may wait for others, not for the sender. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpExchange http;

    LoopbackExchange(HttpExchange http) {
        this.http = http;
    }

    String method() {
        return http.getRequestMethod();
    }

    URI uri() {
        return http.getRequestURI();
    }

    /** Does what was signed; the method was signed too. */
    void serve(Grant grant, BucketDriver bucket) throws IOException {
        try {
            if (method().equals("GET")) {
                get(grant, bucket);
            } else {
                put(grant, bucket);
            }
        } catch (CloudException e) {
            refuse(status(e), String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuse(503, "The server is closing");
        }
    }

    /** Answers with an error, unless an answer began: then the connection ends short of what it announced. */
    void refuse(int status, String why) throws IOException {
        if (http.getResponseCode() >= 0) {
            return;
        }
        byte[] text = why.getBytes(StandardCharsets.UTF_8);
        http.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        http.sendResponseHeaders(status, text.length);
        http.getResponseBody().write(text);
    }

    private void get(Grant grant, BucketDriver bucket) throws IOException, InterruptedException {
        GetRequest request = new GetRequest(grant.key(), ByteRange.whole(), null, null, null);
        ObjectBody body = bucket.get(request, Attempt.only(PATIENCE));
        try (BodyStream stream = new BodyStream(body)) {
            ObjectInfo info = body.info();
            describe(info, grant.contentType());
            http.sendResponseHeaders(200, info.sizeBytes() == 0 ? -1 : info.sizeBytes());
            if (info.sizeBytes() > 0) {
                stream.transferTo(http.getResponseBody());
            }
        }
    }

    private void put(Grant grant, BucketDriver bucket) throws IOException, InterruptedException {
        String type = http.getRequestHeaders().getFirst("Content-Type");
        if (grant.contentType() != null && !grant.contentType().equals(type)) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, "The Content-Type must be the one signed: " + grant.contentType());
        }
        ObjectContent sent = new SentContent(http.getRequestBody(), length(grant), grant.sha256());
        PutRequest request = new PutRequest(
                new WriteId(grant.key(), UUID.randomUUID().toString()),
                Limits.capped(bucket.capabilities(), sent),
                PutMode.overwrite(),
                ObjectAttributes.NONE.withContentType(type == null ? ContentTypes.guess(grant.key()) : type),
                Map.of());
        ObjectInfo written = bucket.put(request, Attempt.only(PATIENCE));
        http.getResponseHeaders().set("ETag", '"' + written.token().value() + '"');
        http.sendResponseHeaders(200, -1);
    }

    /** The length that was signed or announced; -1 where neither was. */
    private long length(Grant grant) {
        String text = http.getRequestHeaders().getFirst("Content-Length");
        long announced = text == null ? -1 : Long.parseLong(text.strip());
        Long signed = grant.lengthBytes();
        if (signed != null && announced >= 0 && announced != signed) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, "The length must be the one signed: " + signed + ", not " + announced);
        }
        return signed == null ? announced : signed;
    }

    /** What users stored is no page of this origin: a browser runs none of it. */
    private void describe(ObjectInfo info, @Nullable String contentType) {
        Headers headers = http.getResponseHeaders();
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", "sandbox");
        headers.set("ETag", '"' + info.token().value() + '"');
        set(headers, "Content-Type", contentType == null ? info.contentType() : contentType);
        set(headers, "Cache-Control", info.attributes().cacheControl());
        set(headers, "Content-Disposition", info.attributes().contentDisposition());
        set(headers, "Content-Encoding", info.attributes().contentEncoding());
    }

    private static void set(Headers headers, String name, String value) {
        if (!value.isEmpty()) {
            headers.set(name, value);
        }
    }

    private static int status(CloudException e) {
        return switch (e.code()) {
            case NOT_FOUND -> 404;
            case INVALID_ARGUMENT, TRUNCATED -> 400;
            case PERMISSION_DENIED -> 403;
            case QUOTA_EXCEEDED -> 507;
            case UNAVAILABLE, TIMEOUT, CANCELLED -> 503;
            default -> 500;
        };
    }
}
