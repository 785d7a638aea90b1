package dev.welkin.ai.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.chat.ChatEvent;
import dev.welkin.ai.chat.ChatInterrupted;
import dev.welkin.ai.chat.ChatReply;
import dev.welkin.ai.chat.ChatStream;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A stream whose first event is there: from here on nothing is asked again. */
final class RouteStream implements ChatStream {
    private final RunningChat chat;
    private final int attempts;
    private final Consumer<RouteStream> ended;
    private final Iterator<ChatEvent> events = new Events();
    private @Nullable ChatEvent pending;
    private @Nullable CloudException failure;
    private volatile boolean closed;

    RouteStream(RunningChat chat, ChatEvent first, int attempts, Consumer<RouteStream> ended) {
        this.chat = chat;
        this.pending = first;
        this.attempts = attempts;
        this.ended = ended;
    }

    @Override
    public Iterator<ChatEvent> iterator() {
        return events;
    }

    @Override
    public String text() {
        return chat.text();
    }

    @Override
    public ChatReply reply() {
        events.forEachRemaining(event -> {}); // the chat keeps them
        return chat.reply(attempts);
    }

    @Override
    public void close() {
        closed = true;
        chat.close();
        ended.accept(this);
    }

    private @Nullable ChatEvent pull() {
        if (failure != null) {
            throw failure;
        }
        try {
            ChatEvent event = chat.next();
            if (event == null) {
                close();
            }
            return event;
        } catch (CloudException e) {
            failure = new ChatInterrupted(reason(e).toBuilder().attempts(attempts), chat.text());
            close();
            throw failure;
        }
    }

    private CloudException reason(CloudException e) {
        return closed && e.code() != ErrorCode.CANCELLED
                ? CloudException.of(ErrorCode.CANCELLED, "The stream is closed", e)
                : e;
    }

    private final class Events implements Iterator<ChatEvent> {
        @Override
        public boolean hasNext() {
            if (pending == null) {
                pending = pull();
            }
            return pending != null;
        }

        @Override
        public ChatEvent next() {
            if (!hasNext() || pending == null) {
                throw new NoSuchElementException("the answer is complete");
            }
            ChatEvent event = pending;
            pending = null;
            return event;
        }
    }
}
