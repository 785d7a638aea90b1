package dev.welkin.storage.azure;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Keys as names of blobs. Azure turns backslashes into slashes and drops dots at the end of path segments, so that two
 * keys would become one: such keys are refused ("Naming and Referencing Containers, Blobs, and Metadata").
 */
final class BlobNames {
    private static final int MAX_SEGMENTS = 254;

    private BlobNames() {}

    /** Returns a key as it stands in a URL's path. */
    static String path(String key) {
        String[] segments = key.split("/", -1);
        if (key.indexOf('\\') >= 0) {
            throw refused(key, "it has a backslash, which Azure takes for a slash");
        }
        if (Arrays.stream(segments).anyMatch(segment -> segment.endsWith("."))) {
            throw refused(key, "a segment ends with a dot, which Azure drops");
        }
        if (segments.length > MAX_SEGMENTS) {
            throw refused(key, "it has " + segments.length + " segments, and Azure takes " + MAX_SEGMENTS);
        }
        return encoded(key).replace("%2F", "/");
    }

    /** Percent-encodes all but the unreserved characters of RFC 3986. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static CloudException refused(String key, String why) {
        return CloudException.builder(
                        ErrorCode.INVALID_ARGUMENT,
                        "The key '" + Shown.of(key) + "' cannot be the name of a blob: " + why
                                + ". Choose another key.")
                .reason("key")
                .build();
    }
}
