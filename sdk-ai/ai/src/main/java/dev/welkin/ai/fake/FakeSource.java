package dev.welkin.ai.fake;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.chat.ChatEvent;
import dev.welkin.ai.spi.ChatSource;
import dev.welkin.time.CloudClock;
import java.time.Duration;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** A scripted answer as it comes. */
final class FakeSource implements ChatSource {
    private static final Duration STEP = Duration.ofMillis(20);

    private final FakeAnswer answer;
    private final Iterator<ChatEvent> events;
    private final CloudClock clock;
    private boolean ended;
    private volatile boolean closed;

    FakeSource(FakeAnswer answer, CloudClock clock) {
        this.answer = answer;
        this.events = answer.events().iterator();
        this.clock = clock;
    }

    @Override
    public @Nullable ChatEvent next() throws InterruptedException {
        if (closed) {
            throw CloudException.of(ErrorCode.CANCELLED, "the scripted answer was closed");
        }
        return events.hasNext() ? events.next() : end();
    }

    @Override
    public void close() {
        closed = true;
    }

    private @Nullable ChatEvent end() throws InterruptedException {
        if (answer.ending() == FakeAnswer.Ending.STALLED) {
            stall();
        }
        if (ended || answer.ending() == FakeAnswer.Ending.CUT) {
            return null;
        }
        ended = true;
        return new ChatEvent.Done(answer.finish(), "fake", "");
    }

    /** On a manual clock each step moves time itself, up to the timer that closes this source. */
    private void stall() throws InterruptedException {
        while (!closed) {
            clock.sleep(STEP);
        }
        throw CloudException.of(ErrorCode.CANCELLED, "the scripted answer was closed");
    }
}
