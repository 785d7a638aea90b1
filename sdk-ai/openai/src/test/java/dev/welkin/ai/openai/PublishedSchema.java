package dev.welkin.ai.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * OpenAI's published OpenAPI document as a judge of chat requests. The document leaves unknown fields open; here they
 * are closed, so that a misspelt field is found too.
 */
final class PublishedSchema {
    static final String FILE = "specs/openai/openapi.json";

    private static final List<String> CLOSED = List.of(
            "ChatCompletionRequestSystemMessage",
            "ChatCompletionRequestUserMessage",
            "ChatCompletionRequestAssistantMessage",
            "ChatCompletionRequestToolMessage",
            "ChatCompletionMessageToolCall",
            "ChatCompletionTool",
            "ChatCompletionStreamOptions",
            "FunctionObject");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonSchema schema;

    private PublishedSchema(JsonSchema schema) {
        this.schema = schema;
    }

    static PublishedSchema read(Path file) {
        try {
            JsonNode components = MAPPER.readTree(Files.readAllBytes(file)).path("components");
            CLOSED.forEach(name -> close(components.path("schemas").required(name)));
            ObjectNode root = MAPPER.createObjectNode().put("$ref", "#/components/schemas/CreateChatCompletionRequest");
            root.put("unevaluatedProperties", false).set("components", components);
            return new PublishedSchema(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(root));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what is wrong with a request; empty if nothing is. */
    List<String> faults(byte[] request) {
        try {
            return schema.validate(MAPPER.readTree(request)).stream()
                    .map(ValidationMessage::getMessage)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.has("properties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(PublishedSchema::close);
    }
}
