package dev.welkin.ai.chat;

import java.util.Iterator;

/**
 * An answer as it comes. Iterate it once, on one thread; {@link #close} may come from any thread and cancels the
 * request at the provider. The last event is {@link ChatEvent.Done}.
 *
 * <p>The iterator throws {@link ChatInterrupted}, which carries the text so far, if the answer breaks off: TRUNCATED if
 * the provider ended it without saying so, TIMEOUT (reason {@code stalled} or {@code total}) by the request's
 * {@link ChatTimeouts}, CANCELLED if it was closed meanwhile or the thread was interrupted. After the first event
 * nothing is asked again.
 */
public interface ChatStream extends Iterable<ChatEvent>, AutoCloseable {
    /**
     * Returns the answer so far.
     *
     * @return the pieces of text delivered up to now, joined; also after a failure or close
     */
    String text();

    /**
     * Reads to the end and returns the whole answer.
     *
     * @return the reply, with every event's content, delivered earlier or not
     * @throws ChatInterrupted if the answer breaks off
     */
    ChatReply reply();

    /**
     * Returns the events still to come.
     *
     * @return the one iterator of this stream, the same at each call
     */
    @Override
    Iterator<ChatEvent> iterator();

    /** Cancels the request at the provider if it still runs, and gives its connection back. Never throws. */
    @Override
    void close();
}
