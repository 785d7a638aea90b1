package dev.welkin.spi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A value in JSON (RFC 8259, in UTF-8): a provider's answer, or a file of its tools. Providers leave out what they have
 * not got, so what is not there reads as empty; whoever needs it says what is missing. It may hold a secret: it prints
 * nothing of itself, and nothing here throws an error that quotes it. Immutable; safe for use by several threads.
 */
public final class Json {
    /** The deepest nesting that is read; the outermost value has depth 1. */
    public static final int MAX_DEPTH = 50;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private final JsonNode node;

    private Json(JsonNode node) {
        this.node = node;
    }

    /**
     * Reads a document.
     *
     * @param document all of it; the caller bounds its size
     * @return its value; one that is not there if this is no JSON, names a field twice or nests too deep
     */
    public static Json read(byte[] document) {
        try {
            return new Json(MAPPER.readTree(document));
        } catch (IOException e) {
            return new Json(MissingNode.getInstance()); // the parser's words would quote the document
        }
    }

    /**
     * Makes an object.
     *
     * @param fields its fields in order: texts, finite numbers, truth values, and maps, lists and {@link Json} of these
     * @return the object
     * @throws IllegalArgumentException if a value is none of these
     */
    public static Json of(Map<String, ?> fields) {
        return new Json(object(fields));
    }

    /**
     * Writes it.
     *
     * @return the document, without blanks or lines; no bytes for a value that is not there
     * @throws CloudException INVALID_ARGUMENT if a text has half of a surrogate pair, which UTF-8 has no bytes for
     */
    public byte[] bytes() {
        String document = node.toString();
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(document)) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "A text to be sent has half of a surrogate pair; where it was cut, cut it between characters");
        }
        return document.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Tells whether it is an object.
     *
     * @return false for any other value, and for one that is not there
     */
    public boolean isObject() {
        return node.isObject();
    }

    /**
     * Tells whether it is a list.
     *
     * @return false for any other value, and for one that is not there
     */
    public boolean isList() {
        return node.isArray();
    }

    /**
     * Returns a field of an object.
     *
     * @param name the field's name
     * @return its value, which may be one that is not there
     */
    public Json at(String name) {
        return new Json(node.path(name));
    }

    /**
     * Returns the fields of an object.
     *
     * @return values by name, in their order; none if this is no object
     */
    public Map<String, Json> fields() {
        Map<String, Json> fields = new LinkedHashMap<>();
        node.properties().forEach(field -> fields.put(field.getKey(), new Json(field.getValue())));
        return fields;
    }

    /**
     * Returns the items of a list.
     *
     * @return the items in order; none if this is no list
     */
    public List<Json> items() {
        List<Json> items = new ArrayList<>(node.size());
        if (node.isArray()) {
            node.forEach(item -> items.add(new Json(item)));
        }
        return items;
    }

    /**
     * Returns the text that this is; a number or truth value as it is written.
     *
     * @return the text; "" for null, an object, a list and what is not there
     */
    public String text() {
        return node.isValueNode() && !node.isNull() ? node.asText() : "";
    }

    /**
     * Returns the text of the first of some fields that has one.
     *
     * @param names the fields' names
     * @return the text, as {@link #text()} says; "" if none has one
     */
    public String text(String... names) {
        for (String name : names) {
            String text = at(name).text();
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    /**
     * Returns the whole number of a field.
     *
     * @param name the field's name
     * @return the number; empty if it is none, has a fraction or is beyond a long
     */
    public OptionalLong number(String name) {
        JsonNode value = node.path(name);
        return value.isIntegralNumber() && value.canConvertToLong()
                ? OptionalLong.of(value.longValue())
                : OptionalLong.empty();
    }

    /** Prints nothing of what it holds. */
    @Override
    public String toString() {
        return "Json[***]";
    }

    private static ObjectNode object(Map<?, ?> fields) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        fields.forEach((name, value) -> object.set(String.valueOf(name), tree(value)));
        return object;
    }

    private static ArrayNode list(Iterable<?> items) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        items.forEach(item -> list.add(tree(item)));
        return list;
    }

    private static JsonNode tree(Object value) {
        JsonNodeFactory plain = JsonNodeFactory.instance;
        if (value instanceof Json json) {
            return json.node;
        } else if (value instanceof Map<?, ?> fields) {
            return object(fields);
        } else if (value instanceof Iterable<?> items) {
            return list(items);
        } else if (value instanceof String text) {
            return plain.textNode(text);
        } else if (value instanceof Boolean truth) {
            return plain.booleanNode(truth);
        } else if (value instanceof Integer || value instanceof Long) {
            return plain.numberNode(((Number) value).longValue());
        } else if (value instanceof Double number && Double.isFinite(number)) {
            return plain.numberNode(number.doubleValue());
        }
        throw new IllegalArgumentException("A " + value.getClass().getName() + " is nothing that JSON has");
    }
}
