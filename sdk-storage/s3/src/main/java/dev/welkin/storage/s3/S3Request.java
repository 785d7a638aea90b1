package dev.welkin.storage.s3;

import dev.welkin.aws.Rfc3986;
import dev.welkin.storage.spi.ObjectContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request before it is signed. Used by one thread. */
final class S3Request {
    private final String method;
    private final String key;
    private final StringBuilder query = new StringBuilder();
    private final List<Map.Entry<String, String>> headers = new ArrayList<>(16);
    private @Nullable ObjectContent body;

    private S3Request(String method, String key) {
        this.method = method;
        this.key = key;
    }

    /** Asks something of a key, or of the bucket for an empty one. */
    static S3Request of(String method, String key) {
        return new S3Request(method, key);
    }

    S3Request query(String name) {
        return query(name, "");
    }

    S3Request query(String name, String value) {
        query.append(query.isEmpty() ? "" : "&").append(name).append('=').append(Rfc3986.component(value));
        return this;
    }

    S3Request header(String name, String value) {
        headers.add(Map.entry(name, value));
        return this;
    }

    S3Request headers(Map<String, String> values) {
        values.forEach(this::header);
        return this;
    }

    S3Request body(ObjectContent content) {
        body = content;
        return this;
    }

    /** A small document with its MD5, which S3 demands of some. */
    S3Request document(byte[] xml) {
        body = new BytesContent(xml);
        return header("Content-Type", "application/xml").header("Content-MD5", Checksum.md5(xml));
    }

    String method() {
        return method;
    }

    String key() {
        return key;
    }

    String query() {
        return query.toString();
    }

    List<Map.Entry<String, String>> headers() {
        return headers;
    }

    @Nullable ObjectContent body() {
        return body;
    }

    boolean repeatable() {
        return body == null || body.repeatable();
    }
}
