package dev.welkin.ai.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.ErrorCode;
import dev.welkin.ai.chat.ChatFeature;
import dev.welkin.ai.chat.ChatMessage;
import dev.welkin.ai.chat.ChatReply;
import dev.welkin.ai.chat.ChatRequest;
import dev.welkin.ai.chat.Finish;
import dev.welkin.ai.chat.ToolCall;
import dev.welkin.ai.chat.ToolSpec;
import dev.welkin.ai.chat.Usage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Questions and whole answers. */
public abstract class ChatContract extends AiContract {
    private static final ToolSpec WEATHER = new ToolSpec("weather", "says the weather", """
            {"type":"object","properties":{"city":{"type":"string"}}}""");
    private static final ToolCall BERN = new ToolCall("call-1", "weather", "{\"city\":\"Bern\"}");

    /** For subclasses. */
    protected ChatContract() {}

    @Test
    void anAnswerSaysWhoGaveItAndInHowManyAttempts() {
        given(ProviderAnswer.text("It sat ", "on the mat."));

        ChatReply reply = chat(question());

        assertThat(reply.text()).isNotBlank();
        assertThat(reply.model()).isNotBlank();
        assertThat(reply.attempts()).isEqualTo(1);
        assertThat(reply.finish()).isIn(Finish.STOP, Finish.LENGTH);
    }

    @Test
    @Requires(provider = Provider.SCRIPTED)
    void theAnswerIsTheProvidersOwn() {
        given(ProviderAnswer.text("It sat ", "on the ", word(), " ☃."));

        ChatReply reply = chat(question());

        assertThat(reply.text()).isEqualTo("It sat on the " + word() + " ☃.");
        assertThat(reply.usage()).isEqualTo(Usage.of(3, 4));
        assertThat(reply.toolCalls()).isEmpty();
        assertThat(script().requests()).isEqualTo(1);
    }

    @Test
    @Requires(provider = Provider.SCRIPTED)
    void anAnswerThatIsCutShortOrRefusedSaysWhy() {
        given(ProviderAnswer.text(Finish.LENGTH, "It sat"), ProviderAnswer.text(Finish.REFUSED, "I will not"));

        assertThat(chat(question()).finish()).isEqualTo(Finish.LENGTH);
        assertThat(chat(question()).finish()).isEqualTo(Finish.REFUSED);
    }

    @Test
    void aConversationOfSeveralTurnsIsAnswered() {
        given(ProviderAnswer.text("On the mat."));

        ChatReply reply = chat(ChatRequest.of(
                        ChatMessage.user("The " + word() + " sat on the mat."),
                        ChatMessage.assistant("I see."),
                        ChatMessage.user("Where is the " + word() + "?"))
                .system("Be brief.")
                .maxTokens(200)
                .temperature(0.2)
                .stop("###"));

        assertThat(reply.text()).isNotBlank();
    }

    @Test
    void anAnswerMayBeAwaitedElsewhere() {
        given(ProviderAnswer.text("On the mat."));

        ChatReply reply = seen(ai().chatAsync(question()).join());

        assertThat(reply.text()).isNotBlank();
    }

    @Test
    @Requires(provider = Provider.SCRIPTED)
    void severalThreadsEachGetOneAnswer() {
        List<String> texts = IntStream.range(0, 40).mapToObj(i -> "answer " + i).toList();
        given(texts.stream().map(ProviderAnswer::text).toArray(ProviderAnswer[]::new));

        List<CompletableFuture<ChatReply>> replies =
                texts.stream().map(text -> ai().chatAsync(question())).toList();

        assertThat(replies.stream().map(CompletableFuture::join).map(ChatReply::text))
                .containsExactlyInAnyOrderElementsOf(texts);
    }

    @Test
    @Requires(value = ChatFeature.TOOLS, provider = Provider.SCRIPTED)
    void aToolCallComesWithItsArguments() {
        given(ProviderAnswer.toolCalls(BERN, new ToolCall("call-2", "weather", "{}")));

        ChatReply reply = chat(question().tools(WEATHER));

        assertThat(reply.finish()).isEqualTo(Finish.TOOL_CALLS);
        assertThat(reply.toolCalls()).containsExactly(BERN, new ToolCall("call-2", "weather", "{}"));
    }

    @Test
    @Requires(value = ChatFeature.TOOLS, provider = Provider.SCRIPTED)
    void aToolsResultGoesBackToTheModel() {
        given(ProviderAnswer.text("It snows."));

        ChatRequest request = question()
                .tools(WEATHER)
                .add(ChatMessage.assistant("", BERN), ChatMessage.toolResult(BERN, "{\"snow\":true}"));

        assertThat(chat(request).text()).isEqualTo("It snows.");
    }

    @Test
    @Requires(uses = ChatFeature.TOOLS)
    void toolsAreTakenOrRefusedAsDeclared() {
        assertTakenOrRefused(ChatFeature.TOOLS, question().tools(WEATHER));
    }

    @Test
    @Requires(uses = ChatFeature.EXTRAS)
    void fieldsOfTheProviderAreTakenOrRefusedAsDeclared() {
        assertTakenOrRefused(ChatFeature.EXTRAS, question().extra("seed", "7"));
        assertTakenOrRefused(ChatFeature.EXTRAS, question().header("X-Trace", "7"));
    }

    @Test
    void anInterruptedCallerIsToldAndStaysInterrupted() {
        given(ProviderAnswer.text("Too late."));

        Thread.currentThread().interrupt();
        try {
            failure(ErrorCode.CANCELLED, () -> ai().chat(question()));
        } finally {
            assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        }
    }

    @Test
    void aRouteEndsWithItsCloud() {
        var ai = ai();
        cloud().close();

        failure(ErrorCode.CLOSED, () -> ai.chat(question()));
    }

    @Test
    void everyCallIsCounted() {
        given(ProviderAnswer.text("On the mat."));

        chat(question());

        assertThat(cloud().metrics().series()).anySatisfy((key, series) -> {
            assertThat(key.service()).isEqualTo("ai");
            assertThat(key.operation()).isEqualTo("chat");
            assertThat(series.count()).isEqualTo(1);
        });
    }

    private void assertTakenOrRefused(ChatFeature feature, ChatRequest request) {
        if (ai().capabilities().has(feature)) {
            given(ProviderAnswer.text("As you say."));
            assertThat(chat(request).text()).isNotBlank();
        } else {
            assertThat(failure(ErrorCode.UNSUPPORTED, () -> ai().chat(request))).hasMessageContaining(feature.name());
        }
    }
}
