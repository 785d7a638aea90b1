package dev.welkin.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Header fields in order; names compare without case. Values of {@code Authorization} and the like print as
 * {@code ***}. Immutable.
 */
public final class HttpHeaders {
    private static final HttpHeaders EMPTY = new HttpHeaders(List.of());
    private static final List<String> SECRET =
            List.of("authorization", "proxy-authorization", "cookie", "set-cookie", "api-key", "token", "secret");

    private final List<Map.Entry<String, String>> fields;

    private HttpHeaders(List<Map.Entry<String, String>> fields) {
        this.fields = List.copyOf(fields);
    }

    /**
     * Returns no fields.
     *
     * @return empty headers
     */
    public static HttpHeaders empty() {
        return EMPTY;
    }

    /**
     * Makes headers of names and values in turn.
     *
     * @param namesAndValues name, value, name, value ..
     * @return the headers
     */
    public static HttpHeaders of(String... namesAndValues) {
        HttpHeaders headers = EMPTY;
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            headers = headers.with(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    /**
     * Returns these headers and one field more.
     *
     * @param name the field's name
     * @param value its value
     * @return new headers
     */
    public HttpHeaders with(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(fields);
        more.add(Map.entry(name, value));
        return new HttpHeaders(more);
    }

    /**
     * Returns the first value of a field.
     *
     * @param name the field's name, in any case
     * @return the value, or empty
     */
    public Optional<String> first(String name) {
        return fields.stream()
                .filter(f -> f.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /**
     * Returns all fields.
     *
     * @return names and values in order; unmodifiable
     */
    public List<Map.Entry<String, String>> fields() {
        return fields;
    }

    @Override
    public String toString() {
        return fields.stream().map(HttpHeaders::shown).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String shown(Map.Entry<String, String> field) {
        String name = field.getKey().toLowerCase(java.util.Locale.ROOT);
        boolean secret = SECRET.stream().anyMatch(name::contains);
        return field.getKey() + ": " + (secret ? "***" : field.getValue());
    }
}
