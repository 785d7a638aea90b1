package dev.welkin.ai.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.welkin.ai.chat.ChatEvent;
import dev.welkin.ai.chat.Finish;
import dev.welkin.ai.chat.ToolCall;
import dev.welkin.ai.chat.Usage;
import dev.welkin.ai.testkit.ProviderAnswer;
import dev.welkin.ai.testkit.ProviderAnswer.Broken;
import dev.welkin.ai.testkit.ProviderAnswer.Complete;
import dev.welkin.ai.testkit.ProviderAnswer.Refusal;
import dev.welkin.testkit.FaultReply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Writes what the provider says as OpenAI's API reference shows it. */
final class ProviderWire {
    private static final int BEYOND_ANY_EVENT = 17 << 20;
    private static final int BEYOND_ANY_BODY = 65 << 20;
    private static final String GARBAGE = "{\"choices\": [ oops ";

    private ProviderWire() {}

    static FaultReply whole(ProviderAnswer answer) {
        if (answer instanceof Complete complete) {
            return json(document(complete));
        }
        if (answer instanceof Refusal refusal) {
            return refused(refusal);
        }
        Broken broken = (Broken) answer;
        FaultReply reply = json(document(text(broken.pieces())));
        return switch (broken.fault()) {
            case CUT -> reply.cutAfter(20);
            case STALLED -> broken.pieces().isEmpty() ? FaultReply.silence() : reply.stallAfter(20);
            case MALFORMED -> json(GARBAGE + broken.pieces());
            case TOO_LARGE -> json(" ".repeat(BEYOND_ANY_BODY));
            case LOST -> FaultReply.lost();
        };
    }

    static FaultReply streamed(ProviderAnswer answer) {
        if (answer instanceof Complete complete) {
            return sse(events(complete));
        }
        if (answer instanceof Refusal refusal) {
            return refused(refusal);
        }
        Broken broken = (Broken) answer;
        String before = pieces(broken.pieces());
        return switch (broken.fault()) {
            case CUT -> sse(before);
            case STALLED ->
                before.isEmpty()
                        ? FaultReply.silence()
                        : sse(before + event("{}")).stallAfter(bytes(before));
            case MALFORMED -> sse(before + event(GARBAGE + broken.pieces()));
            case TOO_LARGE -> sse(before + event(" ".repeat(BEYOND_ANY_EVENT)));
            case LOST -> FaultReply.lost();
        };
    }

    private static Complete text(List<String> pieces) {
        return (Complete) ProviderAnswer.text(pieces.toArray(String[]::new));
    }

    private static FaultReply refused(Refusal refusal) {
        return switch (refusal.kind()) {
            case RATE_LIMITED ->
                error(429, "rate_limit_exceeded", refusal)
                        .header(
                                "Retry-After",
                                String.valueOf(refusal.retryAfter().toSeconds()));
            case QUOTA -> error(429, "insufficient_quota", refusal);
            case UNAUTHENTICATED -> error(401, "invalid_api_key", refusal);
            case CONTEXT_LENGTH -> error(400, "context_length_exceeded", refusal);
            case SERVER_ERROR -> error(500, "server_error", refusal);
        };
    }

    private static FaultReply error(int status, String code, Refusal refusal) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("error")
                .put("message", refusal.message())
                .put("type", code)
                .putNull("param")
                .put("code", code);
        return FaultReply.of(status).header("Content-Type", "application/json").body(json.toString());
    }

    private static String document(Complete complete) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("object", "chat.completion")
                .put("model", "gpt-test-1");
        ObjectNode choice = json.putArray("choices").addObject().put("index", 0);
        choice.put("finish_reason", reason(complete.finish()));
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        message.put("content", texts(complete.events()));
        List<ToolCall> calls = of(ToolCall.class, complete.events());
        if (!calls.isEmpty()) {
            ArrayNode array = message.putArray("tool_calls");
            calls.forEach(call -> call(array.addObject(), call));
        }
        of(Usage.class, complete.events()).forEach(usage -> usage(json, usage));
        return json.toString();
    }

    private static String events(Complete complete) {
        StringBuilder body = new StringBuilder(": keep-alive\n\n");
        int index = 0;
        for (ChatEvent event : complete.events()) {
            if (event instanceof ChatEvent.Text text) {
                body.append(piece(text.text()));
            } else if (event instanceof ToolCall call) {
                ObjectNode chunk = chunk();
                call(delta(chunk, "").putArray("tool_calls").addObject().put("index", index++), call);
                body.append(event(chunk.toString()));
            }
        }
        ObjectNode end = chunk();
        delta(end, reason(complete.finish()));
        body.append(event(end.toString()));
        for (Usage usage : of(Usage.class, complete.events())) {
            ObjectNode last = chunk();
            usage(last, usage);
            body.append(event(last.toString()));
        }
        return body.append(event("[DONE]")).toString();
    }

    private static String pieces(List<String> texts) {
        return texts.stream().map(ProviderWire::piece).collect(Collectors.joining());
    }

    private static String piece(String text) {
        ObjectNode chunk = chunk();
        delta(chunk, "").put("content", text);
        return event(chunk.toString());
    }

    private static ObjectNode chunk() {
        ObjectNode chunk = JsonNodeFactory.instance.objectNode().put("object", "chat.completion.chunk");
        chunk.put("model", "gpt-test-1").putArray("choices");
        return chunk;
    }

    private static ObjectNode delta(ObjectNode chunk, String finish) {
        ObjectNode choice = chunk.withArray("choices").addObject().put("index", 0);
        choice.put("finish_reason", finish.isEmpty() ? null : finish);
        return choice.putObject("delta");
    }

    private static void call(ObjectNode json, ToolCall call) {
        json.put("id", call.id()).put("type", "function");
        json.putObject("function").put("name", call.name()).put("arguments", call.arguments());
    }

    private static void usage(ObjectNode json, Usage usage) {
        json.putObject("usage")
                .put("prompt_tokens", usage.inputTokens())
                .put("completion_tokens", usage.outputTokens());
    }

    private static String reason(Finish finish) {
        return switch (finish) {
            case STOP, OTHER -> "stop";
            case LENGTH -> "length";
            case TOOL_CALLS -> "tool_calls";
            case REFUSED -> "content_filter";
        };
    }

    private static String texts(List<ChatEvent> events) {
        return of(ChatEvent.Text.class, events).stream()
                .map(ChatEvent.Text::text)
                .collect(Collectors.joining());
    }

    private static <T> List<T> of(Class<T> type, List<ChatEvent> events) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static String event(String data) {
        return "data: " + data + "\n\n";
    }

    private static FaultReply json(String body) {
        return FaultReply.ok(body).header("Content-Type", "application/json");
    }

    private static FaultReply sse(String body) {
        return FaultReply.ok(body).header("Content-Type", "text/event-stream; charset=utf-8");
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
