package dev.welkin.http;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
            List.of("authorization", "cookie", "-key", "token", "secret", "identity-header");

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
     * @throws CloudException INVALID_ARGUMENT if a name or value cannot stand in a header
     */
    public static HttpHeaders of(String... namesAndValues) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            fields.add(field(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new HttpHeaders(fields);
    }

    /**
     * Makes headers of fields.
     *
     * @param fields names and values in order
     * @return the headers
     * @throws CloudException INVALID_ARGUMENT if a name or value cannot stand in a header
     */
    public static HttpHeaders of(List<Map.Entry<String, String>> fields) {
        fields.forEach(f -> field(f.getKey(), f.getValue()));
        return new HttpHeaders(fields);
    }

    /**
     * Takes headers as they came in an answer, whatever they hold.
     *
     * @param fields names and values in order
     * @return the headers
     */
    public static HttpHeaders received(List<Map.Entry<String, String>> fields) {
        return new HttpHeaders(fields);
    }

    /**
     * Returns these headers and one field more.
     *
     * @param name the field's name
     * @param value its value
     * @return new headers
     * @throws CloudException INVALID_ARGUMENT if the name or value cannot stand in a header
     */
    public HttpHeaders with(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(fields);
        more.add(field(name, value));
        return new HttpHeaders(more);
    }

    /**
     * Returns the first value of a field.
     *
     * @param name the field's name, in any case
     * @return the value, or empty
     */
    public Optional<String> first(String name) {
        for (Map.Entry<String, String> field : fields) {
            if (field.getKey().equalsIgnoreCase(name)) {
                return Optional.of(field.getValue());
            }
        }
        return Optional.empty();
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

    boolean holdSecrets() {
        return fields.stream().anyMatch(f -> isSecret(f.getKey()));
    }

    private static String shown(Map.Entry<String, String> field) {
        return field.getKey() + ": " + (isSecret(field.getKey()) ? "***" : Redaction.url(field.getValue()));
    }

    private static boolean isSecret(String field) {
        String name = field.toLowerCase(Locale.ROOT);
        return SECRET.stream().anyMatch(name::contains);
    }

    /** Line ends would let a value smuggle in fields of its own. */
    private static Map.Entry<String, String> field(String name, String value) {
        boolean token = isToken(name);
        if (!token || !isLine(value)) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "A header's name is visible ASCII without a colon, its value has no control characters; "
                            + (token ? "the value of " + name + " has some" : "the name given is not such"));
        }
        return Map.entry(name, value);
    }

    private static boolean isToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c >= 127 || c == ':') {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isLine(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 127) {
                return false;
            }
        }
        return true;
    }
}
