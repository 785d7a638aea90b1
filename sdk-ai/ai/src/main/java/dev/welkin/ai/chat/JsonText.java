package dev.welkin.ai.chat;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;

/** Checks JSON that a caller hands over, early and without repeating it in the error. */
final class JsonText {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonText() {}

    static String any(String what, String json) {
        parse(what, json);
        return json;
    }

    static String object(String what, String json) {
        if (!parse(what, json).isObject()) {
            throw invalid(what, "is not a JSON object");
        }
        return json;
    }

    private static JsonNode parse(String what, String json) {
        JsonNode node;
        try {
            node = MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw invalid(what, "is not JSON, at column " + e.getLocation().getColumnNr());
        }
        if (node.isMissingNode()) {
            throw invalid(what, "is empty, not JSON");
        }
        return node;
    }

    private static CloudException invalid(String what, String problem) {
        return CloudException.of(ErrorCode.INVALID_ARGUMENT, what + " " + problem);
    }
}
