package dev.welkin.ai.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.chat.ChatMessage;
import dev.welkin.ai.chat.ChatRequest;
import dev.welkin.ai.chat.Role;
import dev.welkin.ai.chat.ToolCall;
import dev.welkin.ai.chat.ToolSpec;
import java.util.Locale;

/** Writes a request, strictly after OpenAI's published schema {@code CreateChatCompletionRequest}. */
final class RequestJson {
    private RequestJson() {}

    static byte[] encode(String model, ChatRequest request, boolean streamed) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("model", model);
        ArrayNode messages = json.putArray("messages");
        request.messages().forEach(message -> message(messages.addObject(), message));
        request.maxTokens().ifPresent(most -> json.put("max_completion_tokens", most));
        request.temperature().ifPresent(value -> json.put("temperature", value));
        if (!request.stop().isEmpty()) {
            request.stop().forEach(json.withArray("stop")::add);
        }
        if (!request.tools().isEmpty()) {
            ArrayNode tools = json.putArray("tools");
            request.tools().forEach(tool -> tool(tools.addObject(), tool));
        }
        if (streamed) {
            json.put("stream", true).putObject("stream_options").put("include_usage", true);
        }
        request.extras().forEach((name, value) -> json.set(name, parsed(name, value)));
        return bytes(json);
    }

    private static void message(ObjectNode json, ChatMessage message) {
        json.put("role", message.role().name().toLowerCase(Locale.ROOT)).put("content", message.text());
        if (message.role() == Role.TOOL) {
            json.put("tool_call_id", message.callId());
        }
        if (!message.toolCalls().isEmpty()) {
            ArrayNode calls = json.putArray("tool_calls");
            message.toolCalls().forEach(call -> call(calls.addObject(), call));
        }
    }

    private static void call(ObjectNode json, ToolCall call) {
        json.put("id", call.id()).put("type", "function");
        json.putObject("function").put("name", call.name()).put("arguments", call.arguments());
    }

    private static void tool(ObjectNode json, ToolSpec tool) {
        json.put("type", "function");
        json.putObject("function")
                .put("name", tool.name())
                .put("description", tool.description())
                .set("parameters", parsed("the parameters of tool " + tool.name(), tool.parameters()));
    }

    private static com.fasterxml.jackson.databind.JsonNode parsed(String what, String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, what + " is not JSON");
        }
    }

    private static byte[] bytes(ObjectNode json) {
        try {
            return Json.MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw CloudException.of(ErrorCode.INTERNAL, "a chat request could not be written as JSON", e);
        }
    }
}
