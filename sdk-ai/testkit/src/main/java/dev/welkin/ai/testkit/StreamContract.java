package dev.welkin.ai.testkit;

import static dev.welkin.ai.testkit.ProviderAnswer.Broken.Fault.CUT;
import static dev.welkin.ai.testkit.ProviderAnswer.Broken.Fault.STALLED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.ErrorCode;
import dev.welkin.ai.chat.ChatEvent;
import dev.welkin.ai.chat.ChatFeature;
import dev.welkin.ai.chat.ChatInterrupted;
import dev.welkin.ai.chat.ChatRequest;
import dev.welkin.ai.chat.ChatStream;
import dev.welkin.ai.chat.ChatTimeouts;
import dev.welkin.ai.chat.Finish;
import dev.welkin.ai.chat.ToolCall;
import dev.welkin.ai.chat.ToolSpec;
import dev.welkin.ai.chat.Usage;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Answers as they come. */
@Requires(ChatFeature.STREAMING)
public abstract class StreamContract extends AiContract {
    private static final ChatTimeouts SHORT_SILENCE = ChatTimeouts.DEFAULT.idle(Duration.ofMillis(300));

    /** For subclasses. */
    protected StreamContract() {}

    @Test
    void aStreamEndsWithItsOneDone() {
        given(ProviderAnswer.text("It sat ", "on the mat."));

        List<ChatEvent> events = events(stream(question()));

        assertThat(events).last().isInstanceOf(ChatEvent.Done.class);
        assertThat(events).filteredOn(ChatEvent.Done.class::isInstance).hasSize(1);
        assertThat(text(events)).isNotBlank();
    }

    @Test
    void aStreamSaysWhatTheReplySays() {
        given(ProviderAnswer.text("It sat ", "on the mat."), ProviderAnswer.text("It sat ", "on the mat."));

        ChatStream stream = stream(question());
        String streamed = text(events(stream));

        assertThat(streamed).isEqualTo(chat(question()).text());
        assertThat(stream.text()).isEqualTo(streamed);
        assertThat(seen(stream.reply()).text()).isEqualTo(streamed);
    }

    @Test
    @Requires(provider = Provider.SCRIPTED)
    void piecesComeAsTheProviderSendsThem() {
        given(ProviderAnswer.text(Finish.LENGTH, "It ", "sat on ", word(), " ☃\n"));

        List<ChatEvent> events = events(stream(question()));

        assertThat(events)
                .startsWith(
                        new ChatEvent.Text("It "),
                        new ChatEvent.Text("sat on "),
                        new ChatEvent.Text(word()),
                        new ChatEvent.Text(" ☃\n"));
        assertThat(events).contains(Usage.of(3, 4));
        assertThat(events)
                .last()
                .isInstanceOfSatisfying(
                        ChatEvent.Done.class, done -> assertThat(done.finish()).isEqualTo(Finish.LENGTH));
    }

    @Test
    @Requires(value = ChatFeature.TOOLS, provider = Provider.SCRIPTED)
    void aToolCallComesWholeAndOnce() {
        ToolCall bern = new ToolCall("call-1", "weather", "{\"city\":\"Bern\"}");
        given(ProviderAnswer.toolCalls(bern));

        ChatRequest request = question().tools(new ToolSpec("weather", "says it", "{\"type\":\"object\"}"));

        assertThat(events(stream(request)))
                .filteredOn(ToolCall.class::isInstance)
                .containsExactly(bern);
    }

    @Test
    @Requires(provider = Provider.SCRIPTED)
    void aCutStreamIsTruncatedAndKeepsItsPart() {
        given(ProviderAnswer.broken(CUT, "The ", word()));

        ChatInterrupted cut = failure(ChatInterrupted.class, () -> events(stream(question())));

        assertThat(cut.code()).isEqualTo(ErrorCode.TRUNCATED);
        assertThat(cut.partialText()).isEqualTo("The " + word());
        assertThat(script().requests()).as("nothing is asked again").isEqualTo(1);
    }

    @Test
    @Requires(provider = Provider.SCRIPTED)
    void aStreamThatFallsSilentIsStalled() {
        given(ProviderAnswer.broken(STALLED, "The ", word()));

        ChatInterrupted stalled =
                failure(ChatInterrupted.class, () -> events(stream(question().timeouts(SHORT_SILENCE))));

        assertThat(stalled.code()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(stalled.reason()).isEqualTo("stalled");
        assertThat(stalled.partialText()).isEqualTo("The " + word());
        assertThat(script().requests()).as("nothing is asked again").isEqualTo(1);
    }

    @Test
    @Requires(provider = Provider.SCRIPTED)
    void aFailedStreamFailsAgainTheSameWay() {
        given(ProviderAnswer.broken(CUT, "The "));
        try (ChatStream stream = stream(question())) {
            Iterator<ChatEvent> events = stream.iterator();
            failure(ErrorCode.TRUNCATED, () -> events.forEachRemaining(this::seen));
            failure(ErrorCode.TRUNCATED, events::hasNext);
            failure(ErrorCode.TRUNCATED, stream::reply);
        }
    }

    @Test
    void aClosedStreamGivesNothingMore() {
        given(ProviderAnswer.text("It sat ", "on ", "the ", "mat."));
        ChatStream stream = stream(question());
        ChatEvent first = stream.iterator().next();
        stream.close();
        stream.close();

        ChatInterrupted closed =
                failure(ChatInterrupted.class, () -> stream.iterator().forEachRemaining(this::seen));

        assertThat(closed.code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(closed.partialText()).isEqualTo(text(List.of(first)));
    }

    @Test
    @Requires(provider = Provider.SCRIPTED_HTTP)
    void closingElsewhereEndsAReaderThatWaits() {
        given(ProviderAnswer.broken(STALLED, "The "));
        ChatStream stream = stream(question());
        assertThat(stream.iterator().next()).isEqualTo(new ChatEvent.Text("The "));

        CompletableFuture<Boolean> reader =
                CompletableFuture.supplyAsync(() -> stream.iterator().hasNext());
        stream.close();

        assertThat(reader)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .havingRootCause();
        failure(ErrorCode.CANCELLED, () -> stream.iterator().hasNext());
    }

    @Test
    @Requires(provider = Provider.SCRIPTED_HTTP)
    void aStreamEndsWithItsCloud() {
        given(ProviderAnswer.broken(STALLED, "The "));
        ChatStream stream = stream(question());
        assertThat(stream.iterator().next()).isEqualTo(new ChatEvent.Text("The "));

        cloud().close();

        failure(ErrorCode.CANCELLED, () -> stream.iterator().hasNext());
    }

    @Test
    @Requires(provider = Provider.SCRIPTED)
    void aStreamIsAskedAgainUpToItsFirstEvent() {
        given(
                refusal(ProviderAnswer.Refusal.Kind.SERVER_ERROR),
                ProviderAnswer.broken(CUT),
                ProviderAnswer.text("At ", "last."));

        ChatStream stream = stream(question());

        assertThat(text(events(stream))).isEqualTo("At last.");
        assertThat(seen(stream.reply()).attempts()).isEqualTo(3);
    }

    private static String text(List<ChatEvent> events) {
        return events.stream()
                .filter(ChatEvent.Text.class::isInstance)
                .map(event -> ((ChatEvent.Text) event).text())
                .collect(Collectors.joining());
    }
}
