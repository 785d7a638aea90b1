package dev.welkin.ai.spi;

import dev.welkin.ai.chat.ChatEvent;
import org.jspecify.annotations.Nullable;

/**
 * An answer on its way from the provider. One thread reads; {@link #close} may come from any thread at any time. Time
 * is kept by the caller: it closes the source when a timer runs out.
 */
public interface ChatSource extends AutoCloseable {
    /**
     * Waits for the next event. Must give a tool call only when it is complete and the provider has said so, and
     * {@code Done} only when the provider has said that the answer is complete. Must skip keep-alives silently.
     *
     * @return the event, or null once the provider sends no more; the caller takes null without an earlier {@code Done}
     *     for a truncated answer
     * @throws dev.welkin.CloudException CORRUPTED for what is not the protocol, or what broke the connection
     * @throws InterruptedException if the thread was interrupted
     */
    @Nullable ChatEvent next() throws InterruptedException;

    /** Cancels what still runs at the provider; a {@link #next} that waits ends soon, in any way. Never throws. */
    @Override
    void close();
}
