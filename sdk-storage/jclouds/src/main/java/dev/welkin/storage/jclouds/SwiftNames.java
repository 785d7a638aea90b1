package dev.welkin.storage.jclouds;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Names of containers and keys as they stand in URLs. */
final class SwiftNames {
    private SwiftNames() {}

    static boolean isContainer(String name) {
        return name.matches("[A-Za-z0-9._+-]{1,255}") && !name.matches("\\.{1,2}");
    }

    /** Returns a key as it stands in a path. Segments of dots alone would be resolved on the way. */
    static String path(String key) {
        if (Arrays.stream(key.split("/", -1)).anyMatch(segment -> segment.equals(".") || segment.equals(".."))) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            "The key '" + Shown.of(key) + "' cannot stand in a URL: a segment is '.' or '..'."
                                    + " Choose another key.")
                    .reason("key")
                    .build();
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
}
