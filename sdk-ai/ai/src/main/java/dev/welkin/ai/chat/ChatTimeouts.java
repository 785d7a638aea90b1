package dev.welkin.ai.chat;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.time.Duration;

/**
 * Three independent timers of one chat. The fourth, to have a connection, belongs to the endpoint:
 * {@code connectTimeout} in the configuration. Immutable.
 *
 * @param firstToken from sending a streamed request to its first event; the provider's keep-alive comments don't
 *     prolong it; 60 s; a reply that is not streamed has only {@code total}
 * @param idle between two events of a stream, counted only while the program waits for one, so that a slow reader is
 *     never cut; 30 s
 * @param total everything, with retries and other targets; 5 min
 */
public record ChatTimeouts(Duration firstToken, Duration idle, Duration total) {
    /** The times named above. */
    public static final ChatTimeouts DEFAULT =
            new ChatTimeouts(Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofMinutes(5));

    /** Checks that each is more than nothing; INVALID_ARGUMENT names the one that is not. */
    public ChatTimeouts {
        positive("firstToken", firstToken);
        positive("idle", idle);
        positive("total", total);
    }

    /**
     * Returns these times with another one up to the first event.
     *
     * @param value more than nothing
     * @return new times
     */
    public ChatTimeouts firstToken(Duration value) {
        return new ChatTimeouts(value, idle, total);
    }

    /**
     * Returns these times with another one between events.
     *
     * @param value more than nothing
     * @return new times
     */
    public ChatTimeouts idle(Duration value) {
        return new ChatTimeouts(firstToken, value, total);
    }

    /**
     * Returns these times with another one for everything.
     *
     * @param value more than nothing
     * @return new times
     */
    public ChatTimeouts total(Duration value) {
        return new ChatTimeouts(firstToken, idle, value);
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, "The time-out '" + name + "' must be more than nothing, not " + value);
        }
    }
}
