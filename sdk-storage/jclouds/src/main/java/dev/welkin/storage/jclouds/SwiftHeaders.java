package dev.welkin.storage.jclouds;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.http.HttpDate;
import dev.welkin.http.HttpHeaders;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.VersionToken;
import dev.welkin.storage.spi.HttpRead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is known of an object as header fields, and back. */
final class SwiftHeaders {
    private SwiftHeaders() {}

    /** Returns the fields that write attributes; the media type goes with the content. */
    static List<Map.Entry<String, String>> of(ObjectAttributes attributes) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        add(fields, "Content-Type", attributes.contentType());
        add(fields, "Cache-Control", attributes.cacheControl());
        add(fields, "Content-Disposition", attributes.contentDisposition());
        add(fields, "Content-Encoding", attributes.contentEncoding());
        fields.addAll(SwiftMetadata.fields(attributes.metadata()));
        return fields;
    }

    static String quoted(VersionToken token) {
        return '"' + token.value() + '"';
    }

    /** Reads the token out of an ETag, which stands in quotes for objects of several segments. */
    static VersionToken token(String etag) {
        String value = etag.replace("\"", "");
        return new VersionToken(value.isEmpty() ? "none" : value);
    }

    /** Reads what the answer to a HEAD or GET tells. */
    static ObjectInfo info(String key, long sizeBytes, HttpHeaders headers) {
        ObjectAttributes attributes = HttpRead.attributes(headers, SwiftMetadata.read(headers.fields()));
        return written(key, sizeBytes, headers, attributes);
    }

    /** Reads what the answer to a write tells. */
    static ObjectInfo written(String key, long sizeBytes, HttpHeaders headers, ObjectAttributes attributes) {
        VersionToken token = token(required(headers, "ETag"));
        return new ObjectInfo(key, sizeBytes, token, time(required(headers, "Last-Modified")), attributes);
    }

    static String required(HttpHeaders headers, String name) {
        return headers.first(name)
                .orElseThrow(() -> CloudException.of(
                        ErrorCode.CORRUPTED, "The answer has no field " + name + "; is the object store a Swift?"));
    }

    private static Instant time(String rfc1123) {
        return HttpDate.parse(rfc1123)
                .orElseThrow(() -> CloudException.of(ErrorCode.CORRUPTED, "The answer's Last-Modified is no date"));
    }

    private static void add(List<Map.Entry<String, String>> fields, String name, String value) {
        if (!value.isEmpty()) {
            fields.add(Map.entry(name, value));
        }
    }
}
