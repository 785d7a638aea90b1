package dev.welkin.storage.s3;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.http.HttpDate;
import dev.welkin.http.HttpHeaders;
import dev.welkin.spi.Shown;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.VersionId;
import dev.welkin.storage.VersionToken;
import dev.welkin.storage.spi.MetadataText;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object's attributes, conditions and state as header fields. */
final class ObjectHeaders {
    /** S3 takes 2 KiB of names and values; the marker of a write needs 44 of them. */
    static final int MAX_METADATA_BYTES = 2000;

    private static final String META = "x-amz-meta-";
    /** No name of a user holds a dash, so none collides with this one. */
    private static final String MARKER = "welkin-write";

    private ObjectHeaders() {}

    static void attributes(S3Request request, ObjectAttributes attributes) {
        header(request, "Content-Type", attributes.contentType());
        header(request, "Cache-Control", attributes.cacheControl());
        header(request, "Content-Disposition", attributes.contentDisposition());
        header(request, "Content-Encoding", attributes.contentEncoding());
        int bytes = 0;
        for (Map.Entry<String, String> entry : attributes.metadata().entrySet()) {
            String value = MetadataText.encode(entry.getValue());
            bytes += entry.getKey().length() + value.length();
            request.header(META + entry.getKey(), value);
        }
        if (bytes > MAX_METADATA_BYTES) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            "The metadata of '" + Shown.of(request.key()) + "' has " + bytes
                                    + " bytes as S3 stores it (what is not ASCII takes a third more); at most "
                                    + MAX_METADATA_BYTES + " are taken. Nothing was stored.")
                    .reason("too_large")
                    .build();
        }
    }

    static void marker(S3Request request, String marker) {
        request.header(META + MARKER, marker);
    }

    static boolean hasMarker(HttpHeaders headers, String marker) {
        return headers.first(META + MARKER).filter(marker::equals).isPresent();
    }

    static void tags(S3Request request, Map<String, String> tags) {
        if (!tags.isEmpty()) {
            StringBuilder text = new StringBuilder();
            tags.forEach((name, value) -> text.append(text.isEmpty() ? "" : "&")
                    .append(dev.welkin.aws.Rfc3986.component(name))
                    .append('=')
                    .append(dev.welkin.aws.Rfc3986.component(value)));
            request.header("x-amz-tagging", text.toString());
        }
    }

    static void condition(S3Request request, PutMode mode) {
        if (mode instanceof PutMode.Create) {
            request.header("If-None-Match", "*");
        } else if (mode instanceof PutMode.Update update) {
            request.header("If-Match", quoted(update.token()));
        }
    }

    static String quoted(VersionToken token) {
        return '"' + token.value() + '"';
    }

    /** What a GET or HEAD tells of an object of a known size. */
    static ObjectInfo info(String key, HttpHeaders headers, long sizeBytes, boolean versions) {
        Reading reading = new Reading();
        headers.fields().forEach(reading::take);
        return new ObjectInfo(
                key,
                sizeBytes,
                token(reading.etag),
                reading.lastModified,
                reading.attributes(),
                versions ? version(reading.version) : null);
    }

    /** What a write tells of the version it made; S3 gives its time to the second, in the field Date. */
    static ObjectInfo written(
            String key, HttpHeaders headers, String etag, long sizeBytes, ObjectAttributes attributes, Written how) {
        return new ObjectInfo(
                key,
                sizeBytes,
                token(etag),
                S3Client.time(headers).orElse(how.now()),
                attributes,
                how.versions() ? version(headers.first("x-amz-version-id").orElse("")) : null);
    }

    /** When something was written as far as we know, and whether the bucket keeps versions. */
    record Written(Instant now, boolean versions) {}

    static VersionToken token(String etag) {
        String value = etag.startsWith("W/") ? etag.substring(2) : etag;
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        value = quoted ? value.substring(1, value.length() - 1) : value;
        if (value.isEmpty()) {
            throw CloudException.builder(
                            ErrorCode.CORRUPTED, "The provider's answer names no ETag; is it an S3 server?")
                    .reason("bad_answer")
                    .build();
        }
        return new VersionToken(value);
    }

    static @Nullable VersionId version(String id) {
        return id.isEmpty() ? null : new VersionId(id);
    }

    private static void header(S3Request request, String name, String value) {
        if (!value.isEmpty()) {
            request.header(name, value);
        }
    }

    /** One pass over an answer's header fields. */
    private static final class Reading {
        private String etag = "";
        private String version = "";
        private Instant lastModified = Instant.EPOCH;
        private String type = "";
        private String cache = "";
        private String disposition = "";
        private String encoding = "";
        private final Map<String, String> metadata = new HashMap<>();

        void take(Map.Entry<String, String> field) {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            String value = field.getValue();
            switch (name) {
                case "etag" -> etag = value;
                case "x-amz-version-id" -> version = value;
                case "last-modified" -> lastModified = HttpDate.parse(value).orElse(Instant.EPOCH);
                case "content-type" -> type = shownField(value);
                case "cache-control" -> cache = shownField(value);
                case "content-disposition" -> disposition = shownField(value);
                case "content-encoding" -> encoding = shownField(value);
                default -> takeMetadata(name, value);
            }
        }

        ObjectAttributes attributes() {
            return new ObjectAttributes(type, cache, disposition, encoding, metadata);
        }

        /** Others write names with a dash; those are read with an underscore. */
        private void takeMetadata(String name, String value) {
            if (!name.startsWith(META) || name.endsWith(MARKER)) {
                return;
            }
            String own = name.substring(META.length());
            String portable = own.replace('-', '_');
            if (ObjectAttributes.isName(portable) && (own.equals(portable) || !metadata.containsKey(portable))) {
                metadata.put(portable, MetadataText.decode(value));
            }
        }

        /** What others stored may not be what we take; it is left out, as it cannot be given back. */
        private static String shownField(String value) {
            return ObjectAttributes.isField(value) ? value : "";
        }
    }
}
