package dev.welkin.ai.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.welkin.ai.chat.ChatMessage;
import dev.welkin.ai.chat.ChatRequest;
import dev.welkin.ai.chat.ToolCall;
import dev.welkin.ai.chat.ToolSpec;
import dev.welkin.testkit.TestData;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Every shape of request that the codec can send, judged by the schema that OpenAI publishes. */
@TestInstance(Lifecycle.PER_CLASS)
class RequestSchemaTest {
    private static final ToolSpec WEATHER = new ToolSpec("weather", "says the weather", """
            {"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""");
    private static final ToolSpec BARE = new ToolSpec("now-1_b", "", "{}");
    private static final ToolCall BERN = new ToolCall("call-1", "weather", "{\"city\":\"Bern\"}");

    private static final List<ChatRequest> MESSAGES = List.of(
            ChatRequest.user("hi"),
            ChatRequest.user(""),
            ChatRequest.user("\u0000\n☃ \ud83d\ude00 \"quoted\"").system("You are terse."),
            ChatRequest.of(ChatMessage.user("a"), ChatMessage.assistant("b"), ChatMessage.user("c")),
            ChatRequest.of(
                    ChatMessage.user("weather?"),
                    ChatMessage.assistant("", BERN, new ToolCall("call-2", "now-1_b", "{}")),
                    ChatMessage.toolResult(BERN, "{\"snow\":true}"),
                    ChatMessage.toolResult(new ToolCall("call-2", "now-1_b", "{}"), "")));

    private static final List<UnaryOperator<ChatRequest>> EXTRAS = List.of(
            r -> r,
            r -> r.extra("reasoning_effort", "\"low\""),
            r -> r.extra("response_format", "{\"type\":\"json_object\"}"),
            r -> r.extra("response_format", """
                    {"type":"json_schema","json_schema":{"name":"p","strict":true,"schema":{"type":"object"}}}"""),
            r -> r.extra("seed", "7").extra("tool_choice", "\"none\"").header("X-Trace", "1"));

    private final Optional<Path> file = TestData.find(PublishedSchema.FILE);
    private final Optional<PublishedSchema> schema = file.map(PublishedSchema::read);

    @BeforeEach
    void needsTheSchema() {
        assumeTrue(schema.isPresent(), TestData.missing(PublishedSchema.FILE));
    }

    @Test
    void everyShapeOfRequestIsValid() {
        List<ChatRequest> shapes = shapes();
        assertThat(shapes).hasSize(5 * 4 * 2 * 3 * 3 * 5);
        for (ChatRequest request : shapes) {
            assertValid(request, false);
            assertValid(request, true);
        }
    }

    @Test
    void aFieldThatTheSchemaDoesNotKnowIsFound() {
        assertThat(faults(ChatRequest.user("hi").extra("max_completion_tokenz", "5"), false))
                .singleElement()
                .asString()
                .contains("max_completion_tokenz");
    }

    @Test
    void aValueThatTheSchemaDoesNotAllowIsFound() {
        assertThat(faults(ChatRequest.user("hi").extra("response_format", "{\"type\":\"yaml\"}"), false))
                .isNotEmpty();
        assertThat(faults(ChatRequest.user("hi").extra("temperature", "\"hot\""), false))
                .isNotEmpty();
    }

    @Test
    void aMessageThatTheSchemaDoesNotKnowIsFound() {
        String request = "{\"model\":\"m\",\"messages\":[{\"role\":\"tool\",\"content\":\"x\",\"tool_call\":\"1\"}]}";
        assertThat(schema.orElseThrow().faults(request.getBytes(StandardCharsets.UTF_8)))
                .isNotEmpty();
    }

    private void assertValid(ChatRequest request, boolean streamed) {
        assertThat(faults(request, streamed))
                .as(() -> new String(RequestJson.encode("gpt-test", request, streamed), StandardCharsets.UTF_8))
                .isEmpty();
    }

    private List<String> faults(ChatRequest request, boolean streamed) {
        return schema.orElseThrow().faults(RequestJson.encode("gpt-test", request, streamed));
    }

    private static List<ChatRequest> shapes() {
        Stream<ChatRequest> shapes = MESSAGES.stream();
        shapes = each(shapes, List.of(r -> r, r -> r.tools(BARE), r -> r.tools(WEATHER), r -> r.tools(WEATHER, BARE)));
        shapes = each(shapes, List.of(r -> r, r -> r.maxTokens(1)));
        shapes = each(shapes, List.of(r -> r, r -> r.temperature(0), r -> r.temperature(2)));
        shapes = each(shapes, List.of(r -> r, r -> r.stop("#"), r -> r.stop("#", "\n", "END", "☃")));
        return each(shapes, EXTRAS).toList();
    }

    private static Stream<ChatRequest> each(Stream<ChatRequest> requests, List<UnaryOperator<ChatRequest>> ways) {
        return requests.flatMap(request -> ways.stream().map(way -> way.apply(request)));
    }
}
