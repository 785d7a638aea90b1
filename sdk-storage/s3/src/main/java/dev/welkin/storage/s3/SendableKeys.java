package dev.welkin.storage.s3;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import dev.welkin.storage.StorageFeature;

/**
 * Refuses keys that would reach the server as another key. HTTP clients and proxies take the segments {@code .} and
 * {@code ..} out of a URL; a server that keeps objects as files folds empty segments.
 */
final class SendableKeys {
    private final boolean flat;

    SendableKeys(Preset preset) {
        this.flat = !preset.lacks().contains(StorageFeature.FLAT_KEYS);
    }

    String check(String key) {
        int start = 0;
        while (start <= key.length()) {
            int end = key.indexOf('/', start);
            end = end < 0 ? key.length() : end;
            if (isDots(key, start, end)) {
                throw bad(key, "has the segment . or .., which no URL carries");
            }
            if (start == end && !flat) {
                throw bad(key, "has an empty segment, which this server leaves out");
            }
            start = end + 1;
        }
        return key;
    }

    private static boolean isDots(String key, int start, int end) {
        int length = end - start;
        return (length == 1 && key.charAt(start) == '.') || (length == 2 && key.startsWith("..", start));
    }

    private static CloudException bad(String key, String what) {
        return CloudException.builder(
                        ErrorCode.INVALID_ARGUMENT,
                        "The key '" + Shown.of(key) + "' " + what + "; choose another. Nothing was sent.")
                .reason("key")
                .build();
    }
}
