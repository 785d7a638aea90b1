package dev.welkin.events;

import java.net.URI;
import java.time.Duration;

/**
 * How a publisher publishes.
 *
 * @param source the CloudEvents source of records it publishes; default {@code urn:welkin}
 * @param timeout how long a blocking publish and {@link EventPublisher#flush()} wait; default 30 s
 */
public record PublishOptions(URI source, Duration timeout) {
    private static final PublishOptions DEFAULTS = new PublishOptions(URI.create("urn:welkin"), Duration.ofSeconds(30));

    /**
     * Returns the defaults.
     *
     * @return the options
     */
    public static PublishOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Sets the source of records.
     *
     * @param value a URI reference that says who publishes, for example {@code /plant/7}
     * @return new options
     */
    public PublishOptions source(URI value) {
        return new PublishOptions(value, timeout);
    }

    /**
     * Sets how long to wait for a receipt.
     *
     * @param value the wait
     * @return new options
     */
    public PublishOptions timeout(Duration value) {
        return new PublishOptions(source, value);
    }
}
