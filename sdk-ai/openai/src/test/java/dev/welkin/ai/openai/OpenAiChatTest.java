package dev.welkin.ai.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.Ai;
import dev.welkin.ai.chat.ChatEvent;
import dev.welkin.ai.chat.ChatReply;
import dev.welkin.ai.chat.ChatRequest;
import dev.welkin.ai.chat.ChatStream;
import dev.welkin.ai.chat.Finish;
import dev.welkin.ai.chat.ToolCall;
import dev.welkin.ai.chat.ToolSpec;
import dev.welkin.spi.Json;
import dev.welkin.testkit.FaultReply;
import dev.welkin.testkit.FaultServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is OpenAI's own about the codec; what all backends share is judged by the contracts. */
class OpenAiChatTest {
    private static final String KEY = "sk-canary-4711";
    private static final String PROMPT = "tell me of the canary prompt";

    private final FaultServer server = FaultServer.start();
    private final Cloud cloud = cloud(server);
    private final Ai ai = Ai.open(cloud);

    @AfterEach
    void close() {
        cloud.close();
        server.close();
    }

    @Test
    void theDefaultRouteIsSwitchedByConfigurationAlone() throws Exception {
        server.enqueue(json("""
                {"model":"gpt-x","choices":[{"message":{"content":"Hi."},"finish_reason":"stop"}],
                 "usage":{"prompt_tokens":5,"completion_tokens":2}}"""));
        ChatReply reply = ai.chat(
                ChatRequest.user(PROMPT).system("Be short.").maxTokens(9).temperature(0.5));
        assertThat(reply.text()).isEqualTo("Hi.");
        assertThat(reply.model()).isEqualTo("gpt-x");
        assertThat(reply.finish()).isEqualTo(Finish.STOP);
        assertThat(reply.usage().outputTokens()).isEqualTo(2);
        var seen = server.requests().get(0);
        assertThat(seen.header("Authorization")).contains("Bearer " + KEY);
        Json sent = Json.read(seen.text().getBytes(StandardCharsets.UTF_8));
        assertThat(sent.text("model")).isEqualTo("gpt-test");
        assertThat(sent.at("messages").items())
                .extracting(message -> message.text("role"), message -> message.text("content"))
                .containsExactly(tuple("system", "Be short."), tuple("user", PROMPT));
        assertThat(sent.number("max_completion_tokens")).hasValue(9);
        assertThat(sent.text("temperature")).isEqualTo("0.5");
        assertThat(sent.fields()).doesNotContainKey("stream");
    }

    @Test
    void aStreamGivesItsPiecesAndItsUsage() {
        server.enqueue(sse(text("The "), text("cat."), finish("stop"), """
                {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2}}""", "[DONE]"));
        List<ChatEvent> events = new ArrayList<>();
        try (ChatStream stream = ai.stream(PROMPT)) {
            stream.forEach(events::add);
        }
        assertThat(events).startsWith(new ChatEvent.Text("The "), new ChatEvent.Text("cat."));
        assertThat(events)
                .last()
                .isInstanceOfSatisfying(
                        ChatEvent.Done.class, done -> assertThat(done.finish()).isEqualTo(Finish.STOP));
        assertThat(server.requests().get(0).text()).contains("\"stream\":true").contains("include_usage");
    }

    @Test
    void oneJsonDocumentOnAStreamingCallIsReadAsTheAnswer() {
        server.enqueue(json("""
                {"choices":[{"message":{"content":"whole"},"finish_reason":"stop"}]}"""));
        assertThat(drain(ai.stream(PROMPT))).isEqualTo("whole");
    }

    @Test
    void anErrorDocumentInsideAStreamIsAnError() {
        server.enqueue(sse("""
                {"error":{"message":"overloaded","type":"server_error"}}"""));
        server.always(sse("""
                {"error":{"message":"overloaded","type":"server_error"}}"""));
        CloudException failure = catchThrowableOfType(CloudException.class, () -> drain(ai.stream(PROMPT)));
        assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void anErrorThatIsATextIsShown() {
        server.always(json("{\"error\":\"model is loading, sent with " + KEY + "\"}"));
        assertThat(failure())
                .returns(ErrorCode.UNAVAILABLE, CloudException::code)
                .hasMessageContaining("model is loading")
                .hasMessageNotContaining(KEY);
    }

    @Test
    void whatIsEmptyInAnAnswerIsNoError() {
        server.enqueue(json(
                "{\"error\":null,\"choices\":[{\"message\":{\"content\":\"hi\",\"refusal\":null}}],\"usage\":{}}"));
        assertThat(ai.chat(PROMPT).text()).isEqualTo("hi");
    }

    @Test
    void anExtraFieldGoesAsItIsWritten() {
        server.enqueue(json("{\"choices\":[{\"message\":{\"content\":\"hi\"}}]}"));
        ai.chat(ChatRequest.user(PROMPT).extra("seed", "null").extra("stop", "[\"a\",{\"b\":0.25}]"));
        assertThat(server.requests().get(0).text()).endsWith("\"seed\":null,\"stop\":[\"a\",{\"b\":0.25}]}");
    }

    @Test
    void anExtraFieldThatSaysTwoThingsIsNotSent() {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> ai.chat(ChatRequest.user(PROMPT).extra("more", "{\"a\":1,\"a\":2}")))
                .returns(ErrorCode.INVALID_ARGUMENT, CloudException::code)
                .withMessageContaining("extra 'more' names a field twice");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void halfACharacterIsNotSent() {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> ai.chat("cut \uD83D"))
                .returns(ErrorCode.INVALID_ARGUMENT, CloudException::code)
                .withMessageContaining("half of a surrogate pair");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aRedirectIsNotFollowed() {
        try (FaultServer other = FaultServer.start()) {
            server.always(FaultReply.of(307)
                    .header("Location", other.uri("/v1/chat/completions").toString()));
            assertThat(failure().reason()).isIn("redirect", "");
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void aToolCallInPiecesIsPutTogether() {
        server.enqueue(sse(
                tool("{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":\"weather\",\"arguments\":\"\"}}"),
                tool("{\"index\":0,\"id\":\"\",\"function\":{\"name\":null,\"arguments\":\"{\\\"city\\\":\"}}"),
                tool("{\"index\":0,\"function\":{\"arguments\":\"\\\"Bern\\\"}\"}}"),
                finish("tool_calls"),
                "[DONE]"));
        ChatRequest request =
                ChatRequest.user(PROMPT).tools(new ToolSpec("weather", "says the weather", "{\"type\":\"object\"}"));
        List<ChatEvent> events = new ArrayList<>();
        try (ChatStream stream = ai.stream(request)) {
            stream.forEach(events::add);
        }
        assertThat(events).contains(new ToolCall("c1", "weather", "{\"city\":\"Bern\"}"));
    }

    private CloudException failure() {
        return catchThrowableOfType(CloudException.class, () -> ai.chat(PROMPT));
    }

    private static Cloud cloud(FaultServer server) {
        Map<String, Object> target =
                Map.of("url", "openai:gpt-test", "endpoint", server.uri("/v1").toString(), "apiKey", KEY);
        return Cloud.builder().config(Map.of("ai", Map.of("default", target))).open();
    }

    private static String drain(ChatStream stream) {
        StringBuilder text = new StringBuilder();
        try (stream) {
            for (ChatEvent event : stream) {
                text.append(event instanceof ChatEvent.Text piece ? piece.text() : "");
            }
        }
        return text.toString();
    }

    private static FaultReply json(String body) {
        return FaultReply.ok(body).header("Content-Type", "application/json");
    }

    private static FaultReply sse(String... data) {
        StringBuilder body = new StringBuilder(": keep-alive\n\n");
        for (String event : data) {
            body.append(event(event));
        }
        return eventStream(body.toString());
    }

    private static FaultReply eventStream(String body) {
        return FaultReply.ok(body).header("Content-Type", "text/event-stream; charset=utf-8");
    }

    private static String event(String data) {
        return "data: " + data.strip().replace("\n", "\ndata: ") + "\n\n";
    }

    private static String text(String piece) {
        return "{\"model\":\"gpt-x\",\"choices\":[{\"delta\":{\"content\":\"" + piece + "\",\"tool_calls\":[]}}]}";
    }

    private static String tool(String piece) {
        return "{\"choices\":[{\"delta\":{\"tool_calls\":[" + piece + "]}}]}";
    }

    private static String finish(String reason) {
        return "{\"choices\":[{\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}";
    }
}
