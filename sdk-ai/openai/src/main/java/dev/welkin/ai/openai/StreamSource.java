package dev.welkin.ai.openai;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.ai.chat.ChatEvent;
import dev.welkin.ai.chat.ChatRequest;
import dev.welkin.ai.spi.ChatSource;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.Json;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An answer that comes piece by piece. It is complete at {@code [DONE]}, or where a server leaves that out, at a finish
 * reason followed by the stream's end; a stream that ends before either is cut.
 */
final class StreamSource implements ChatSource {
    private static final int BUFFER_BYTES = 8192;
    private static final String END = "[DONE]";

    private final HttpResponse response;
    private final ChatRequest request;
    private final @Nullable Secret key;
    private final SseReader events;
    private final Queue<ChatEvent> ready = new ArrayDeque<>();
    private final Map<Long, PartialCall> calls = new TreeMap<>();
    private String model = "";
    private String finish = "";
    private boolean ended;

    StreamSource(HttpResponse response, ChatRequest request, @Nullable Secret key) {
        this.response = response;
        this.request = request;
        this.key = key;
        this.events = new SseReader(new BufferedInputStream(response.body(), BUFFER_BYTES));
    }

    @Override
    public @Nullable ChatEvent next() {
        while (ready.isEmpty() && !ended) {
            take(read());
        }
        return ready.poll();
    }

    private @Nullable String read() {
        try {
            return events.next();
        } catch (IOException e) {
            throw CloudException.builder(
                            ErrorCode.TRUNCATED, "the connection to openai broke in the middle of an answer")
                    .provider("openai")
                    .cause(e)
                    .build();
        }
    }

    private void take(@Nullable String data) {
        if (data == null || data.strip().equals(END)) {
            ended = true;
            if (data != null || !finish.isEmpty()) {
                finish();
            }
            return;
        }
        chunk(AnswerJson.read(data.getBytes(StandardCharsets.UTF_8), request, key));
    }

    private void chunk(Json json) {
        model = model.isEmpty() ? json.text("model") : model;
        Json choice = AnswerJson.choice(json);
        delta(choice.at("delta"));
        String reason = choice.text("finish_reason");
        finish = reason.isEmpty() ? finish : reason;
        List<ChatEvent> usage = new ArrayList<>();
        AnswerJson.usage(json.at("usage"), usage);
        ready.addAll(usage);
    }

    private void delta(Json delta) {
        String thinking = delta.text("reasoning_content");
        if (!thinking.isEmpty()) {
            ready.add(new ChatEvent.Thinking(thinking));
        }
        String text = delta.text("content") + delta.text("refusal");
        if (!text.isEmpty()) {
            ready.add(new ChatEvent.Text(text));
        }
        long at = 0;
        for (Json piece : delta.at("tool_calls").items()) {
            calls.computeIfAbsent(piece.number("index").orElse(at++), i -> new PartialCall())
                    .add(piece);
        }
    }

    private void finish() {
        calls.values().forEach(call -> ready.add(call.complete()));
        ready.add(new ChatEvent.Done(AnswerJson.finish(finish), model, ""));
    }

    @Override
    public void close() {
        response.close();
    }

    /** A tool call as its pieces come; a blank id or name in a later piece says nothing. */
    private static final class PartialCall {
        private String id = "";
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();

        void add(Json piece) {
            Json function = piece.at("function");
            id = id.isBlank() ? piece.text("id") : id;
            name = name.isBlank() ? function.text("name") : name;
            arguments.append(function.text("arguments"));
        }

        ChatEvent complete() {
            return ToolCalls.complete(id, name, arguments.toString());
        }
    }
}
