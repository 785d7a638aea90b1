package dev.welkin.ai.openai;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.ai.chat.ChatEvent;
import dev.welkin.ai.chat.ChatRequest;
import dev.welkin.ai.chat.Finish;
import dev.welkin.ai.chat.Usage;
import dev.welkin.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an answer, or an event of one that streams; leniently, since servers leave out what the schema requires. */
final class AnswerJson {
    private AnswerJson() {}

    static List<ChatEvent> events(byte[] body, ChatRequest request, @Nullable Secret key) {
        Json json = read(body, request, key);
        Json choice = choice(json);
        if (!choice.at("message").isObject()) {
            throw corrupted("openai answered JSON without a message in choices");
        }
        List<ChatEvent> events = new ArrayList<>();
        content(choice.at("message"), events);
        usage(json.at("usage"), events);
        String raw = new String(body, StandardCharsets.UTF_8);
        events.add(new ChatEvent.Done(finish(choice.text("finish_reason")), json.text("model"), raw));
        return events;
    }

    /** Reads a document; an error that stands in it is thrown. */
    static Json read(byte[] bytes, ChatRequest request, @Nullable Secret key) {
        Json json = Json.read(bytes);
        if (!json.isObject()) {
            throw corrupted("openai answered " + bytes.length
                    + " bytes that are not a JSON object of the chat protocol; check that the endpoint speaks it");
        }
        Json error = json.at("error");
        if (error.isObject() || !error.text().isEmpty()) {
            throw OpenAiErrors.inAnswer(error, request, key);
        }
        return json;
    }

    /** Returns the one choice that is asked for; an empty one where there is none. */
    static Json choice(Json json) {
        List<Json> choices = json.at("choices").items();
        return choices.isEmpty() ? Json.of(Map.of()) : choices.get(0);
    }

    private static CloudException corrupted(String what) {
        return CloudException.builder(ErrorCode.CORRUPTED, what)
                .provider("openai")
                .build();
    }

    private static void content(Json message, List<ChatEvent> events) {
        String thinking = message.text("reasoning_content");
        if (!thinking.isEmpty()) {
            events.add(new ChatEvent.Thinking(thinking));
        }
        String text = message.text("content") + message.text("refusal");
        if (!text.isEmpty()) {
            events.add(new ChatEvent.Text(text));
        }
        for (Json call : message.at("tool_calls").items()) {
            Json function = call.at("function");
            events.add(ToolCalls.complete(call.text("id"), function.text("name"), function.text("arguments")));
        }
    }

    static void usage(Json usage, List<ChatEvent> events) {
        if (usage.isObject()) {
            events.add(new Usage(
                    tokens(usage, "prompt_tokens"),
                    tokens(usage, "completion_tokens"),
                    tokens(usage.at("prompt_tokens_details"), "cached_tokens"),
                    tokens(usage.at("completion_tokens_details"), "reasoning_tokens")));
        }
    }

    private static long tokens(Json usage, String name) {
        return usage.number(name).orElse(-1);
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
