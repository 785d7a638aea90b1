package dev.welkin.ai.fake;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.chat.ChatEvent;
import dev.welkin.ai.chat.Finish;
import dev.welkin.ai.chat.ToolCall;
import dev.welkin.ai.chat.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scripted route answers, and how it misbehaves while it does. Immutable.
 *
 * @param events what comes, in order; without {@code Done}, which comes by itself after the last
 * @param finish why the answer ends, where it ends well
 * @param ending how it ends
 * @param failure what is thrown instead of an answer, or null
 */
public record FakeAnswer(
        List<ChatEvent> events,
        Finish finish,
        Ending ending,
        @Nullable CloudException failure) {
    /** How an answer ends. */
    public enum Ending {
        /** As it should. */
        WHOLE,
        /** It breaks off without its closing event. */
        CUT,
        /** It falls silent and nothing comes any more. */
        STALLED
    }

    /** Copies the events. */
    public FakeAnswer {
        events = List.copyOf(events);
    }

    /**
     * Answers with a text. Its usage is one token per piece.
     *
     * @param pieces the text, in the pieces that a stream delivers
     * @return the answer
     */
    public static FakeAnswer text(String... pieces) {
        return of(texts(pieces), Finish.STOP, Ending.WHOLE).usage(Usage.of(1, pieces.length));
    }

    /**
     * Asks for tools.
     *
     * @param calls the calls
     * @return the answer
     */
    public static FakeAnswer toolCalls(ToolCall... calls) {
        return of(List.of(calls), Finish.TOOL_CALLS, Ending.WHOLE);
    }

    /**
     * Breaks off without a closing event.
     *
     * @param pieces what comes before
     * @return the answer
     */
    public static FakeAnswer cut(String... pieces) {
        return of(texts(pieces), Finish.OTHER, Ending.CUT);
    }

    /**
     * Falls silent. On a manual clock the silence takes no real time.
     *
     * @param pieces what comes before
     * @return the answer
     */
    public static FakeAnswer stalled(String... pieces) {
        return of(texts(pieces), Finish.OTHER, Ending.STALLED);
    }

    /**
     * Refuses with RATE_LIMITED.
     *
     * @param retryAfter the wait it asks for
     * @return the answer
     */
    public static FakeAnswer rateLimited(Duration retryAfter) {
        return failure(CloudException.builder(ErrorCode.RATE_LIMITED, "The script asks to come back later")
                .provider("fake")
                .httpStatus(429)
                .retryAfter(retryAfter)
                .build());
    }

    /**
     * Fails.
     *
     * @param code the portable reason
     * @return the answer
     */
    public static FakeAnswer failure(ErrorCode code) {
        return failure(CloudException.builder(code, "The script fails with " + code)
                .provider("fake")
                .build());
    }

    /**
     * Fails.
     *
     * @param failure what is thrown
     * @return the answer
     */
    public static FakeAnswer failure(CloudException failure) {
        return new FakeAnswer(List.of(), Finish.OTHER, Ending.WHOLE, failure);
    }

    /**
     * Ends for another reason.
     *
     * @param value the reason
     * @return a new answer
     */
    public FakeAnswer finish(Finish value) {
        return new FakeAnswer(events, value, ending, failure);
    }

    /**
     * Says what it used.
     *
     * @param usage the usage, instead of any named before
     * @return a new answer
     */
    public FakeAnswer usage(Usage usage) {
        List<ChatEvent> changed = new ArrayList<>(events);
        changed.removeIf(Usage.class::isInstance);
        changed.add(usage);
        return new FakeAnswer(changed, finish, ending, failure);
    }

    /**
     * Thinks first.
     *
     * @param text the thoughts
     * @return a new answer
     */
    public FakeAnswer thinking(String text) {
        List<ChatEvent> changed = new ArrayList<>(events);
        changed.add(0, new ChatEvent.Thinking(text));
        return new FakeAnswer(changed, finish, ending, failure);
    }

    private static FakeAnswer of(List<? extends ChatEvent> events, Finish finish, Ending ending) {
        return new FakeAnswer(List.copyOf(events), finish, ending, null);
    }

    private static List<ChatEvent> texts(String... pieces) {
        List<ChatEvent> texts = new ArrayList<>();
        for (String piece : pieces) {
            texts.add(new ChatEvent.Text(piece));
        }
        return texts;
    }
}
