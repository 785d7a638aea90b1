package dev.welkin.ai.spi;

import dev.welkin.Capabilities;
import dev.welkin.ai.chat.ChatRequest;
import java.time.Duration;

/**
 * Asks one provider. A driver makes one request per {@link #open} and never retries. It is guaranteed a request whose
 * tools, extras and headers its capabilities allow, and that {@link ChatSource#close} is called once it is no longer
 * needed. It must be safe for use by several threads.
 */
public interface ChatDriver extends AutoCloseable {
    /**
     * Returns what this backend can do.
     *
     * @return a set of {@link dev.welkin.ai.chat.ChatFeature}
     */
    Capabilities capabilities();

    /**
     * Sends the request and waits until the provider begins to answer. Must throw what the provider refuses as
     * {@link dev.welkin.CloudException} with the portable code, RATE_LIMITED with the wait the provider asked for,
     * QUOTA_EXCEEDED where waiting does not help, INVALID_ARGUMENT with reason {@code context_length} for a prompt too
     * long; no message may hold a credential or a part of the prompt.
     *
     * @param request what is asked
     * @param streamed true to have the answer piece by piece; false to have it whole, as one Text event
     * @param within how long the provider may take to begin
     * @return the answer
     * @throws InterruptedException if the thread was interrupted
     */
    ChatSource open(ChatRequest request, boolean streamed, Duration within) throws InterruptedException;

    /** Releases what the driver holds. Never throws. */
    @Override
    void close();
}
