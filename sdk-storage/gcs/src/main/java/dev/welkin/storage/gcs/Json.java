package dev.welkin.storage.gcs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.io.IOException;

/** Documents of the JSON API. */
final class Json {
    private static final ObjectMapper MAPPER = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(50).build())
            .build());

    private Json() {}

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
            throw bad("is no JSON"); // without the parser's words, which quote the answer
        }
        throw bad("is no JSON object");
    }

    static CloudException bad(String what) {
        return CloudException.of(
                ErrorCode.CORRUPTED, "The answer " + what + "; is the endpoint the JSON API of Google Cloud Storage?");
    }
}
