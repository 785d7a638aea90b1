package dev.welkin.ai.openai;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.chat.ChatMessage;
import dev.welkin.ai.chat.ChatRequest;
import dev.welkin.ai.chat.Role;
import dev.welkin.ai.chat.ToolCall;
import dev.welkin.ai.chat.ToolSpec;
import dev.welkin.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Writes a request, strictly after OpenAI's published schema {@code CreateChatCompletionRequest}. */
final class RequestJson {
    private RequestJson() {}

    static byte[] encode(String model, ChatRequest request, boolean streamed) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", model);
        json.put(
                "messages",
                request.messages().stream().map(RequestJson::message).toList());
        request.maxTokens().ifPresent(most -> json.put("max_completion_tokens", most));
        request.temperature().ifPresent(value -> json.put("temperature", value));
        if (!request.stop().isEmpty()) {
            json.put("stop", request.stop());
        }
        if (!request.tools().isEmpty()) {
            json.put("tools", request.tools().stream().map(RequestJson::tool).toList());
        }
        if (streamed) {
            json.put("stream", true);
            json.put("stream_options", Map.of("include_usage", true));
        }
        request.extras().forEach((name, value) -> json.put(name, parsed("extra '" + name + "'", value)));
        return Json.of(json).bytes();
    }

    private static Map<String, Object> message(ChatMessage message) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("role", message.role().name().toLowerCase(Locale.ROOT));
        json.put("content", message.text());
        if (message.role() == Role.TOOL) {
            json.put("tool_call_id", message.callId());
        }
        if (!message.toolCalls().isEmpty()) {
            json.put(
                    "tool_calls",
                    message.toolCalls().stream().map(RequestJson::call).toList());
        }
        return json;
    }

    private static Map<String, Object> call(ToolCall call) {
        Map<String, Object> function = named(call.name());
        function.put("arguments", call.arguments());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", call.id());
        json.put("type", "function");
        json.put("function", function);
        return json;
    }

    private static Map<String, Object> tool(ToolSpec tool) {
        Map<String, Object> function = named(tool.name());
        function.put("description", tool.description());
        function.put("parameters", parsed("the parameters of tool " + tool.name(), tool.parameters()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", "function");
        json.put("function", function);
        return json;
    }

    /** In order: equal requests are equal bytes. */
    private static Map<String, Object> named(String name) {
        Map<String, Object> function = new LinkedHashMap<>();
        function.put("name", name);
        return function;
    }

    /** That it is JSON, the request has seen to. */
    private static Json parsed(String what, String json) {
        Json value = Json.read(json.getBytes(StandardCharsets.UTF_8));
        if (value.bytes().length == 0) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, what + " names a field twice, or nests deeper than " + Json.MAX_DEPTH);
        }
        return value;
    }
}
