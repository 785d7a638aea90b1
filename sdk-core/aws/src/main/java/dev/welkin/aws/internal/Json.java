package dev.welkin.aws.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.io.IOException;

/** Reads JSON within limits, and never shows it in an error: it may hold keys. */
public final class Json {
    static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(50).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** Reads an object; CORRUPTED (reason {@code bad_answer}) if it is none. */
    public static JsonNode read(byte[] bytes) {
        try {
            JsonNode node = MAPPER.readTree(bytes);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (IOException e) {
            // said below: the parser's message quotes the text
        }
        throw CloudException.builder(ErrorCode.CORRUPTED, "The " + bytes.length + " bytes are not a JSON object")
                .reason("bad_answer")
                .build();
    }

    /** Returns the text of the first of these fields that has one, else an empty text. */
    public static String text(JsonNode node, String... fields) {
        for (String field : fields) {
            JsonNode value = node.path(field);
            if (value.isTextual() && !value.asText().isEmpty()) {
                return value.asText();
            }
        }
        return "";
    }
}
