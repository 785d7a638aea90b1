package dev.welkin.storage.internal.file;

import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.VersionToken;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of an object beside its bytes. As text: a line per field, name, space, value in URL encoding.
 *
 * @param version counts the writes of a key
 * @param nonce random; keeps the token of a deleted object from coming back
 * @param sizeBytes the length
 * @param crc32c the checksum, or null for a file that Welkin did not write
 * @param attributes content type, metadata and the like
 * @param tags names and values
 */
record ObjectRecord(
        long version,
        String nonce,
        long sizeBytes,
        @Nullable Integer crc32c,
        ObjectAttributes attributes,
        Map<String, String> tags) {
    private static final String FORMAT = "welkin 1";
    private static final String META = "meta.";
    private static final String TAG = "tag.";

    ObjectRecord withTags(Map<String, String> value) {
        return new ObjectRecord(version, nonce, sizeBytes, crc32c, attributes, value);
    }

    VersionToken token() {
        return new VersionToken(version + "-" + nonce);
    }

    String text() {
        Map<String, String> fields = new TreeMap<>();
        fields.put("version", Long.toString(version));
        fields.put("nonce", nonce);
        fields.put("size", Long.toString(sizeBytes));
        fields.put("crc32c", crc32c == null ? "" : Integer.toHexString(crc32c));
        fields.put("content-type", attributes.contentType());
        fields.put("cache-control", attributes.cacheControl());
        fields.put("content-disposition", attributes.contentDisposition());
        fields.put("content-encoding", attributes.contentEncoding());
        attributes.metadata().forEach((name, value) -> fields.put(META + name, value));
        tags.forEach((name, value) -> fields.put(TAG + encode(name), value));
        StringBuilder text = new StringBuilder(FORMAT).append('\n');
        fields.forEach((name, value) -> {
            if (!value.isEmpty() || name.startsWith(META) || name.startsWith(TAG)) {
                text.append(name).append(' ').append(encode(value)).append('\n');
            }
        });
        return text.toString();
    }

    /** Reads the text form; null where it is none. */
    static @Nullable ObjectRecord parse(String text) {
        if (!text.startsWith(FORMAT + "\n")) {
            return null;
        }
        Map<String, String> fields = new HashMap<>();
        Map<String, String> metadata = new HashMap<>();
        Map<String, String> tags = new HashMap<>();
        text.lines().skip(1).forEach(line -> {
            int space = line.indexOf(' ');
            String name = line.substring(0, Math.max(0, space));
            String value = URLDecoder.decode(line.substring(space + 1), StandardCharsets.UTF_8);
            if (name.startsWith(META)) {
                metadata.put(name.substring(META.length()), value);
            } else if (name.startsWith(TAG)) {
                tags.put(URLDecoder.decode(name.substring(TAG.length()), StandardCharsets.UTF_8), value);
            } else {
                fields.put(name, value);
            }
        });
        String crc = fields.getOrDefault("crc32c", "");
        return new ObjectRecord(
                Long.parseLong(fields.getOrDefault("version", "0")),
                fields.getOrDefault("nonce", ""),
                Long.parseLong(fields.getOrDefault("size", "0")),
                crc.isEmpty() ? null : Integer.parseUnsignedInt(crc, 16),
                new ObjectAttributes(
                        fields.getOrDefault("content-type", ""),
                        fields.getOrDefault("cache-control", ""),
                        fields.getOrDefault("content-disposition", ""),
                        fields.getOrDefault("content-encoding", ""),
                        metadata),
                tags);
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
