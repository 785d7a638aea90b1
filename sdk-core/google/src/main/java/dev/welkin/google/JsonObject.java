package dev.welkin.google;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;

/**
 * A JSON object of Google: an answer, or a credential file. What is not there reads as empty.
 *
 * @param node what was read
 */
record JsonObject(JsonNode node) {
    private static final ObjectMapper MAPPER = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(50).build())
            .build());

    /** Reads bytes; what is no JSON reads as an empty object. */
    static JsonObject read(byte[] bytes) {
        try {
            return new JsonObject(MAPPER.readTree(bytes));
        } catch (IOException e) {
            // the parser's message would quote the text, which may hold a secret
            return new JsonObject(MAPPER.createObjectNode());
        }
    }

    /** Writes an object of texts and numbers. */
    static byte[] write(Map<String, ?> fields) {
        try {
            return MAPPER.writeValueAsBytes(fields);
        } catch (IOException e) {
            throw new IllegalStateException("texts and numbers cannot be written as JSON", e);
        }
    }

    String text(String name) {
        JsonNode value = node.path(name);
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }

    JsonObject child(String name) {
        return new JsonObject(node.path(name));
    }

    /** Returns the first item of a list. */
    JsonObject first(String name) {
        return new JsonObject(node.path(name).path(0));
    }

    /** Prints nothing of what it holds. */
    @Override
    public String toString() {
        return "JsonObject[***]";
    }
}
