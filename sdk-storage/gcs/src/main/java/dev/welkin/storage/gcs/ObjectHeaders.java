package dev.welkin.storage.gcs;

import dev.welkin.http.HttpDate;
import dev.welkin.http.HttpHeaders;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.VersionId;
import dev.welkin.storage.VersionToken;
import dev.welkin.storage.spi.HttpRead;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the XML API tells of an object in the header fields beside its bytes.
 *
 * @param headers of an answer to GET Object
 */
record ObjectHeaders(HttpHeaders headers) {
    private static final String META = "x-goog-meta-";
    private static final Pattern CRC32C = Pattern.compile("(?:^|[, ])crc32c=([A-Za-z0-9+/]{6}==)");

    String generation() {
        return required("x-goog-generation");
    }

    /** Returns whether the bytes are stored compressed, which Google inflates unless it is told not to. */
    boolean storedCompressed() {
        return field("x-goog-stored-content-encoding").equals("gzip");
    }

    @Nullable Integer crc32c() {
        return headers.fields().stream()
                .filter(field -> field.getKey().equalsIgnoreCase("x-goog-hash"))
                .map(field -> CRC32C.matcher(field.getValue()))
                .filter(Matcher::find)
                .map(found -> ByteBuffer.wrap(Base64.getDecoder().decode(found.group(1)))
                        .getInt())
                .findFirst()
                .orElse(null);
    }

    ObjectInfo info(String key, long sizeBytes, boolean versioned) {
        return new ObjectInfo(
                key,
                sizeBytes,
                new VersionToken(generation()),
                time(required("Last-Modified")),
                attributes(),
                versioned ? new VersionId(generation()) : null);
    }

    private ObjectAttributes attributes() {
        Map<String, String> metadata = new HashMap<>();
        for (Map.Entry<String, String> field : headers.fields()) {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            if (name.startsWith(META)) {
                ObjectResource.addMetadata(metadata, name.substring(META.length()), field.getValue());
            }
        }
        String encoding = field("x-goog-stored-content-encoding");
        return HttpRead.attributes(headers, metadata)
                .withContentEncoding(encoding.equals("identity") ? "" : ObjectResource.plain(encoding));
    }

    private String field(String name) {
        return headers.first(name).orElse("");
    }

    private String required(String name) {
        return headers.first(name).orElseThrow(() -> GcsAnswer.bad("has no field " + name));
    }

    private static Instant time(String rfc1123) {
        return HttpDate.parse(rfc1123).orElseThrow(() -> GcsAnswer.bad("has a Last-Modified that is no date"));
    }
}
