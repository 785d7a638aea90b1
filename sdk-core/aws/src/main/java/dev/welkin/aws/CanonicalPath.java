package dev.welkin.aws;

import java.net.URI;

/**
 * The path as it is signed. S3 signs what the URL says; every other service normalises it and encodes it once more (AWS
 * General Reference, "Create a canonical request").
 */
final class CanonicalPath {
    private CanonicalPath() {}

    static String asSent(URI uri) {
        return orRoot(uri.getRawPath());
    }

    static String encodedTwice(URI uri) {
        return Rfc3986.path(orRoot(uri.normalize().getRawPath()));
    }

    private static String orRoot(String path) {
        return path == null || path.isEmpty() ? "/" : path;
    }
}
