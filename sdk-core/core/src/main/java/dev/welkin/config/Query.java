package dev.welkin.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The part of a URL behind the question mark. */
final class Query {
    private Query() {}

    static Map<String, Object> parse(String query) {
        Map<String, Object> options = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                options.put(decode(equals < 0 ? pair : pair.substring(0, equals)), value(pair, equals));
            }
        }
        return options;
    }

    private static String value(String pair, int equals) {
        return equals < 0 ? "true" : decode(pair.substring(equals + 1));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
