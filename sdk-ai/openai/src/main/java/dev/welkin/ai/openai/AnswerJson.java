package dev.welkin.ai.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.ai.chat.ChatEvent;
import dev.welkin.ai.chat.ChatRequest;
import dev.welkin.ai.chat.Finish;
import dev.welkin.ai.chat.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an answer that came as one document; leniently, since servers leave out what the schema requires. */
final class AnswerJson {
    private AnswerJson() {}

    static List<ChatEvent> events(byte[] body, ChatRequest request, @Nullable Secret key) {
        JsonNode json = Json.read(body);
        if (json.hasNonNull("error")) {
            throw OpenAiErrors.inAnswer(json.get("error"), request, key);
        }
        JsonNode choice = json.path("choices").path(0);
        if (!choice.path("message").isObject()) {
            throw CloudException.builder(ErrorCode.CORRUPTED, "openai answered JSON without a message in choices")
                    .provider("openai")
                    .build();
        }
        List<ChatEvent> events = new ArrayList<>();
        content(choice.get("message"), events);
        usage(json.path("usage"), events);
        String raw = new String(body, StandardCharsets.UTF_8);
        events.add(new ChatEvent.Done(finish(Json.text(choice, "finish_reason")), Json.text(json, "model"), raw));
        return events;
    }

    private static void content(JsonNode message, List<ChatEvent> events) {
        String thinking = Json.text(message, "reasoning_content");
        if (!thinking.isEmpty()) {
            events.add(new ChatEvent.Thinking(thinking));
        }
        String text = Json.text(message, "content") + Json.text(message, "refusal");
        if (!text.isEmpty()) {
            events.add(new ChatEvent.Text(text));
        }
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            events.add(ToolCalls.complete(
                    Json.text(call, "id"), Json.text(function, "name"), Json.text(function, "arguments")));
        }
    }

    static void usage(JsonNode usage, List<ChatEvent> events) {
        if (usage.isObject()) {
            events.add(new Usage(
                    usage.path("prompt_tokens").asLong(-1),
                    usage.path("completion_tokens").asLong(-1),
                    usage.path("prompt_tokens_details").path("cached_tokens").asLong(-1),
                    usage.path("completion_tokens_details")
                            .path("reasoning_tokens")
                            .asLong(-1)));
        }
    }

    static Finish finish(String reason) {
        return switch (reason) {
            case "stop" -> Finish.STOP;
            case "length" -> Finish.LENGTH;
            case "tool_calls", "function_call" -> Finish.TOOL_CALLS;
            case "content_filter" -> Finish.REFUSED;
            default -> Finish.OTHER;
        };
    }
}
