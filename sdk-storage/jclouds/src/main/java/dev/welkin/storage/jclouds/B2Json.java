package dev.welkin.storage.jclouds;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.io.IOException;

/** Documents of B2's API. */
final class B2Json {
    private static final JsonMapper MAPPER = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(50).build())
            .build());

    private B2Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static byte[] write(ObjectNode document) {
        try {
            return MAPPER.writeValueAsBytes(document);
        } catch (IOException e) {
            throw new IllegalStateException("a document of ours cannot be written", e);
        }
    }

    static JsonNode read(byte[] bytes) {
        try {
            JsonNode document = MAPPER.readTree(bytes);
            if (document.isObject()) {
                return document;
            }
        } catch (IOException e) {
            // its words would quote what came
        }
        throw CloudException.of(ErrorCode.CORRUPTED, "The answer is no object in JSON; is the endpoint a B2?");
    }

    static String text(JsonNode document, String field) {
        if (!document.path(field).isTextual()) {
            throw broken(field);
        }
        return document.path(field).textValue();
    }

    static long number(JsonNode document, String field) {
        JsonNode value = document.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw broken(field);
        }
        return value.longValue();
    }

    static CloudException broken(String field) {
        return CloudException.of(ErrorCode.CORRUPTED, "The answer has no right '" + field + "'; is the endpoint a B2?");
    }
}
