package dev.welkin.ai.testkit;

import dev.welkin.ai.chat.ChatEvent;
import dev.welkin.ai.chat.Finish;
import dev.welkin.ai.chat.ToolCall;
import dev.welkin.ai.chat.Usage;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What a scripted provider answers. Immutable. */
public sealed interface ProviderAnswer {
    /**
     * An answer as it should be.
     *
     * @param events texts, thinking, tool calls and usage, in order
     * @param finish why it ends
     */
    record Complete(List<ChatEvent> events, Finish finish) implements ProviderAnswer {
        /**
         * Copies the events.
         *
         * @param events texts, thinking, tool calls and usage, in order
         * @param finish why it ends
         */
        public Complete {
            events = List.copyOf(events);
        }
    }

    /**
     * A refusal.
     *
     * @param kind for which reason
     * @param retryAfter the wait that is asked for; zero for none
     * @param message the provider's words, where it has any: they repeat the prompt and the key, and hold line breaks
     */
    record Refusal(Kind kind, Duration retryAfter, String message) implements ProviderAnswer {
        /** For which reason a provider refuses. */
        public enum Kind {
            /** Too many requests: 429. */
            RATE_LIMITED,
            /** Nothing left of the quota; waiting does not help: 429 at some, 402 at others. */
            QUOTA,
            /** An unknown key: 401. */
            UNAUTHENTICATED,
            /** A prompt longer than the model's window: 400. */
            CONTEXT_LENGTH,
            /** The provider's own failure: 500. */
            SERVER_ERROR
        }
    }

    /**
     * An answer that goes wrong.
     *
     * @param fault how
     * @param pieces the texts that come before
     */
    record Broken(Fault fault, List<String> pieces) implements ProviderAnswer {
        /**
         * Copies the pieces.
         *
         * @param fault how
         * @param pieces the texts that come before
         */
        public Broken {
            pieces = List.copyOf(pieces);
        }

        /** How an answer goes wrong. */
        public enum Fault {
            /** It ends without its closing event; where it came as one document, in the middle. */
            CUT,
            /** It falls silent; without any piece before, not even a status comes. */
            STALLED,
            /** After the pieces comes what the protocol does not know; over HTTP only. */
            MALFORMED,
            /** It is larger than any answer may be; over HTTP only. */
            TOO_LARGE,
            /** The connection is reset before anything came; over HTTP only. */
            LOST
        }
    }

    /**
     * Answers with a text, and counts a token per piece.
     *
     * @param pieces the text, in the pieces that a stream delivers
     * @return the answer
     */
    static ProviderAnswer text(String... pieces) {
        return text(Finish.STOP, pieces);
    }

    /**
     * Answers with a text that ends for another reason.
     *
     * @param finish the reason
     * @param pieces the text, in the pieces that a stream delivers
     * @return the answer
     */
    static ProviderAnswer text(Finish finish, String... pieces) {
        Stream<ChatEvent> texts = Stream.of(pieces).map(ChatEvent.Text::new);
        return new Complete(
                Stream.concat(texts, Stream.of(Usage.of(3, pieces.length))).toList(), finish);
    }

    /**
     * Asks for tools.
     *
     * @param calls the calls
     * @return the answer
     */
    static ProviderAnswer toolCalls(ToolCall... calls) {
        return new Complete(List.of(calls), Finish.TOOL_CALLS);
    }

    /**
     * Goes wrong.
     *
     * @param fault how
     * @param pieces the texts that come before
     * @return the answer
     */
    static ProviderAnswer broken(Broken.Fault fault, String... pieces) {
        return new Broken(fault, List.of(pieces));
    }
}
