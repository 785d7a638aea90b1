package dev.welkin.azure;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of one name or value, by RFC 3986. */
final class Query {
    private Query() {}

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
