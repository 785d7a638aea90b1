package dev.welkin.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The part of a URL behind the question mark. */
final class Query {
    private Query() {}

    /**
     * Splits and decodes a query; a name without a value means {@code true}.
     *
     * @throws IllegalArgumentException if an escape is broken or a name is given twice; its message holds no value
     */
    static Map<String, String> parse(String query) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            if (!pair.isEmpty() && options.put(name, value(pair, equals)) != null) {
                throw new IllegalArgumentException("gives an option twice in its URL");
            }
        }
        return options;
    }

    private static String value(String pair, int equals) {
        return equals < 0 ? "true" : decode(pair.substring(equals + 1));
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("has a broken %-escape in its URL", e);
        }
    }
}
