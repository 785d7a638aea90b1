package dev.welkin.storage.jclouds;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.http.HttpHeaders;
import dev.welkin.spi.Json;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.VersionToken;
import dev.welkin.storage.spi.HttpRead;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is known of a file as header fields, and back ("b2_upload_file", "b2_download_file_by_name"). */
final class B2Headers {
    /** B2 takes at most so many fields of information, attributes among them. */
    private static final int MAX_INFO = 10;

    private static final String INFO = "x-bz-info-";

    private B2Headers() {}

    /** Returns the fields that write a file's name and attributes. */
    static List<Map.Entry<String, String>> of(String key, ObjectAttributes attributes) {
        List<Map.Entry<String, String>> info = new ArrayList<>();
        add(info, "b2-cache-control", attributes.cacheControl());
        add(info, "b2-content-disposition", attributes.contentDisposition());
        add(info, "b2-content-encoding", attributes.contentEncoding());
        attributes.metadata().forEach((name, value) -> info.add(Map.entry(INFO + name, SwiftNames.encoded(value))));
        if (info.size() > MAX_INFO) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            "B2 keeps at most " + MAX_INFO + " entries of metadata, content fields but the type among"
                                    + " them; these are " + info.size() + ". Nothing was stored.")
                    .reason("too_large")
                    .build();
        }
        info.add(Map.entry("X-Bz-File-Name", B2Place.encoded(key)));
        info.add(Map.entry("Content-Type", attributes.contentType()));
        return info;
    }

    private static void add(List<Map.Entry<String, String>> info, String name, String value) {
        if (!value.isEmpty()) {
            info.add(Map.entry(INFO + name, SwiftNames.encoded(value)));
        }
    }

    /** Reads what the answer to a HEAD or GET tells. */
    static ObjectInfo info(String key, long sizeBytes, HttpHeaders headers) {
        return new ObjectInfo(
                key,
                sizeBytes,
                token(headers),
                time(millis(required(headers, "X-Bz-Upload-Timestamp"))),
                attributes(headers));
    }

    static VersionToken token(HttpHeaders headers) {
        return new VersionToken(required(headers, "X-Bz-File-Id"));
    }

    /** Reads a file as the API describes it. */
    static ObjectInfo written(Json file, ObjectAttributes attributes) {
        return new ObjectInfo(
                B2Answer.text(file, "fileName"),
                B2Answer.number(file, "contentLength"),
                new VersionToken(B2Answer.text(file, "fileId")),
                time(B2Answer.number(file, "uploadTimestamp")),
                attributes);
    }

    private static Instant time(long millis) {
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS);
    }

    private static String required(HttpHeaders headers, String name) {
        return headers.first(name).filter(value -> !value.isEmpty()).orElseThrow(() -> B2Answer.broken(name));
    }

    private static long millis(String text) {
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw B2Answer.broken("number");
        }
    }

    private static ObjectAttributes attributes(HttpHeaders headers) {
        Map<String, String> metadata = new HashMap<>();
        for (Map.Entry<String, String> field : headers.fields()) {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            String own = name.startsWith(INFO) ? name.substring(INFO.length()) : "";
            if (ObjectAttributes.isName(own)) {
                metadata.put(own, decoded(field.getValue()));
            }
        }
        return HttpRead.attributes(headers, metadata);
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
