package dev.welkin.ai.extractive;

import dev.welkin.Capabilities;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.chat.ChatEvent;
import dev.welkin.ai.chat.ChatFeature;
import dev.welkin.ai.chat.ChatRequest;
import dev.welkin.ai.spi.ChatDriver;
import dev.welkin.ai.spi.ChatSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers with what the prompt itself says. */
final class ExtractiveDriver implements ChatDriver {
    static final String MODEL = "welkin:extractive";

    @Override
    public Capabilities capabilities() {
        return Capabilities.of(MODEL, ChatFeature.STREAMING);
    }

    @Override
    public ChatSource open(ChatRequest request, boolean streamed, Duration within) {
        Prompt prompt = Prompt.of(request);
        if (prompt.text().isEmpty()) {
            throw nothingToQuote();
        }
        Answer answer = Answer.to(request, prompt);
        List<ChatEvent> events = new ArrayList<>();
        answer.pieces().forEach(piece -> events.add(new ChatEvent.Text(piece)));
        events.add(answer.usage());
        events.add(new ChatEvent.Done(answer.finish(), MODEL, ""));
        return new Events(events.iterator());
    }

    @Override
    public void close() {}

    private static CloudException nothingToQuote() {
        return CloudException.builder(
                        ErrorCode.INVALID_ARGUMENT,
                        "The embedded route answers only by quoting text that the prompt gives, and this prompt gives "
                                + "none. Put the text before the question, or name a model in the configuration, such as "
                                + "ai: { default: \"openai:gpt-4.1-mini\" }")
                .provider(MODEL)
                .reason("no_text")
                .build();
    }

    private record Events(Iterator<ChatEvent> events) implements ChatSource {
        @Override
        public @Nullable ChatEvent next() {
            return events.hasNext() ? events.next() : null;
        }

        @Override
        public void close() {}
    }
}
