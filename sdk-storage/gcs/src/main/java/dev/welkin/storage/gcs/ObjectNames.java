package dev.welkin.storage.gcs;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keys as names of objects ("About Cloud Storage objects": {@code .}, {@code ..} and one prefix are reserved). */
final class ObjectNames {
    private static final String RESERVED = ".well-known/acme-challenge/";

    private ObjectNames() {}

    /** Returns a key as the one path segment that it is in the JSON API. */
    static String path(String key) {
        if (key.equals(".") || key.equals("..") || key.startsWith(RESERVED)) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            "The key '" + Shown.of(key) + "' cannot be the name of an object: Google reserves '.', '..'"
                                    + " and what begins with " + RESERVED + ". Choose another key.")
                    .reason("key")
                    .build();
        }
        return encoded(key);
    }

    /** Returns a key as the path that it is in the XML API; dots alone between slashes would be taken for folders. */
    static String pathOfSegments(String key) {
        boolean dots = Arrays.stream(key.split("/", -1)).anyMatch(segment -> segment.matches("\\.{1,2}"));
        return dots ? path(key) : path(key).replace("%2F", "/");
    }

    /** Percent-encodes all but the unreserved characters of RFC 3986. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
