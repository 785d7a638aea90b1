package dev.welkin.storage.azure;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.http.HttpDate;
import dev.welkin.http.HttpHeaders;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.VersionToken;
import dev.welkin.storage.spi.HttpRead;
import dev.welkin.storage.spi.MetadataText;
import dev.welkin.storage.spi.WriteId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What is known of a blob as header fields, and back. */
final class BlobHeaders {
    /** The metadata field of the marker of a write; no metadata name of a user begins so. */
    static final String MARKER = "x-ms-meta-welkin_write";

    private static final String META = "x-ms-meta-";

    private BlobHeaders() {}

    /** Returns the fields that write attributes. */
    static List<Map.Entry<String, String>> of(ObjectAttributes attributes) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        add(fields, "x-ms-blob-content-type", attributes.contentType());
        add(fields, "x-ms-blob-cache-control", attributes.cacheControl());
        add(fields, "x-ms-blob-content-disposition", attributes.contentDisposition());
        add(fields, "x-ms-blob-content-encoding", attributes.contentEncoding());
        attributes.metadata().forEach((name, value) -> fields.add(meta(name, value)));
        return fields;
    }

    /** Returns the fields of a write's condition. */
    static List<Map.Entry<String, String>> of(PutMode mode) {
        if (mode instanceof PutMode.Create) {
            return List.of(Map.entry("If-None-Match", "*"));
        }
        return mode instanceof PutMode.Update update
                ? List.of(Map.entry("If-Match", quoted(update.token())))
                : List.of();
    }

    /** Returns the field of tags, or none: a query string of its own. */
    static List<Map.Entry<String, String>> tags(Map<String, String> tags) {
        List<String> parts = new ArrayList<>();
        new TreeMap<>(tags)
                .forEach((name, value) -> parts.add(BlobNames.encoded(name) + "=" + BlobNames.encoded(value)));
        return parts.isEmpty() ? List.of() : List.of(Map.entry("x-ms-tags", String.join("&", parts)));
    }

    /** Returns the field that tells a write apart from all others. */
    static Map.Entry<String, String> marker(WriteId id) {
        return Map.entry(MARKER, id.marker());
    }

    static String quoted(VersionToken token) {
        return '"' + token.value() + '"';
    }

    /** Reads the token out of an ETag, which stands in quotes in headers and without them in listings. */
    static VersionToken token(String etag) {
        String value = etag.replace("\"", "");
        return new VersionToken(value.isEmpty() ? "none" : value);
    }

    /** Reads what the answer to a HEAD or GET tells. */
    static ObjectInfo info(String key, long sizeBytes, HttpHeaders headers) {
        return written(key, sizeBytes, headers, attributes(headers));
    }

    /** Reads what the answer to a write tells. */
    static ObjectInfo written(String key, long sizeBytes, HttpHeaders headers, ObjectAttributes attributes) {
        return new ObjectInfo(
                key, sizeBytes, token(required(headers, "ETag")), time(required(headers, "Last-Modified")), attributes);
    }

    static Instant time(String rfc1123) {
        return HttpDate.parse(rfc1123)
                .orElseThrow(() -> CloudException.of(ErrorCode.CORRUPTED, "The answer's Last-Modified is no date"));
    }

    static String required(HttpHeaders headers, String name) {
        return headers.first(name)
                .orElseThrow(() -> CloudException.of(
                        ErrorCode.CORRUPTED,
                        "The answer has no field " + name + "; is the endpoint Azure's Blob service?"));
    }

    private static ObjectAttributes attributes(HttpHeaders headers) {
        Map<String, String> metadata = new HashMap<>();
        for (Map.Entry<String, String> field : headers.fields()) {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            String own = name.startsWith(META) ? name.substring(META.length()) : "";
            if (ObjectAttributes.isName(own) && !name.equals(MARKER)) {
                metadata.put(own, MetadataText.decode(field.getValue()));
            }
        }
        return HttpRead.attributes(headers, metadata);
    }

    private static Map.Entry<String, String> meta(String name, String value) {
        if (MARKER.equals(META + name)) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            "The metadata name '" + name + "' is used by Welkin itself; choose another")
                    .reason("attributes")
                    .build();
        }
        return Map.entry(META + name, MetadataText.encode(value));
    }

    private static void add(List<Map.Entry<String, String>> fields, String name, String value) {
        if (!value.isEmpty()) {
            fields.add(Map.entry(name, value));
        }
    }
}
