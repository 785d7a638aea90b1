package dev.welkin.storage.jclouds;

import dev.welkin.storage.spi.MetadataText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Metadata as header fields. Swift takes an underscore in a field's name for a dash and a value of at most 256 bytes:
 * names are written with dashes, and what is longer goes on in fields {@code name.2}, {@code name.3} and so on.
 */
final class SwiftMetadata {
    private static final String PREFIX = "x-object-meta-";
    private static final int MAX_VALUE_BYTES = 256;
    private static final Pattern FIELD = Pattern.compile(PREFIX + "([a-z-][a-z0-9-]*)(?:\\.([2-9]|[1-9]\\d{1,2}))?");

    private SwiftMetadata() {}

    static List<Map.Entry<String, String>> fields(Map<String, String> metadata) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        metadata.forEach((name, value) -> add(fields, PREFIX + name.replace('_', '-'), value));
        return fields;
    }

    private static void add(List<Map.Entry<String, String>> fields, String name, String value) {
        String plain = MetadataText.encode(value);
        // blanks at the ends of a piece would be lost
        String text = plain.length() > MAX_VALUE_BYTES ? MetadataText.word(value) : plain;
        fields.add(Map.entry(name, text.substring(0, Math.min(text.length(), MAX_VALUE_BYTES))));
        for (int piece = 1; piece * MAX_VALUE_BYTES < text.length(); piece++) {
            int from = piece * MAX_VALUE_BYTES;
            String part = text.substring(from, Math.min(text.length(), from + MAX_VALUE_BYTES));
            fields.add(Map.entry(name + "." + (piece + 1), part));
        }
    }

    /** What others named otherwise cannot be shown as metadata. */
    static Map<String, String> read(List<Map.Entry<String, String>> fields) {
        Map<String, TreeMap<Integer, String>> pieces = new HashMap<>();
        for (Map.Entry<String, String> field : fields) {
            Matcher name = FIELD.matcher(field.getKey().toLowerCase(Locale.ROOT));
            if (name.matches()) {
                int number = name.group(2) == null ? 1 : Integer.parseInt(name.group(2));
                pieces.computeIfAbsent(name.group(1).replace('-', '_'), n -> new TreeMap<>())
                        .put(number, field.getValue());
            }
        }
        Map<String, String> metadata = new HashMap<>();
        pieces.forEach((name, parts) -> metadata.put(name, MetadataText.decode(String.join("", parts.values()))));
        return metadata;
    }
}
