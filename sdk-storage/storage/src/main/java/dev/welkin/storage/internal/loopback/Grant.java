package dev.welkin.storage.internal.loopback;

import dev.welkin.storage.PresignOptions;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a signed URL allows. The key stands in the query: clients change paths that hold {@code ..} or {@code //}.
 *
 * @param bucket which bucket of the server
 * @param key which object
 * @param expires until when, to the second
 * @param contentType the type that is required, or null
 * @param lengthBytes the length that is required, or null
 * @param sha256 the checksum that is required, in hexadecimal, or null
 */
record Grant(
        String bucket,
        String key,
        Instant expires,
        @Nullable String contentType,
        @Nullable Long lengthBytes,
        @Nullable String sha256) {
    static Grant of(String bucket, String key, PresignOptions options, Instant now) {
        Instant expires = now.plus(options.expires()).plus(Duration.ofNanos(999_999_999));
        return new Grant(
                bucket,
                key,
                Instant.ofEpochSecond(expires.getEpochSecond()),
                options.contentType(),
                options.lengthBytes(),
                options.sha256());
    }

    String pathAndQuery() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("object", key);
        fields.put("expires", expires.getEpochSecond());
        fields.put("type", contentType);
        fields.put("length", lengthBytes);
        fields.put("sha256", sha256);
        return "/" + bucket + "?"
                + fields.entrySet().stream()
                        .filter(field -> field.getValue() != null)
                        .map(field -> field.getKey() + "=" + encode(String.valueOf(field.getValue())))
                        .collect(Collectors.joining("&"));
    }

    /** Reads what was signed here. */
    static Grant parse(URI uri) {
        Map<String, String> fields = new HashMap<>();
        for (String field : uri.getRawQuery().split("&")) {
            int equals = field.indexOf('=');
            fields.put(field.substring(0, equals), decode(field.substring(equals + 1)));
        }
        String length = fields.get("length");
        return new Grant(
                uri.getRawPath().substring(1),
                fields.getOrDefault("object", ""),
                Instant.ofEpochSecond(Long.parseLong(fields.getOrDefault("expires", "0"))),
                fields.get("type"),
                length == null ? null : Long.valueOf(length),
                fields.get("sha256"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
