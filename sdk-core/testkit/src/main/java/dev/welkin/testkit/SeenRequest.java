package dev.welkin.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request that a {@link FaultServer} has read to its end, or up to where it was told to break off.
 *
 * @param method for example {@code PUT}
 * @param target what stood behind the method, for example {@code /a?b=c}, or a whole URL at a proxy
 * @param headers names and values in order
 * @param body the body without its chunk framing; empty if there was none
 * @param connection counts the server's connections from 1; equal numbers came over one connection
 */
@SuppressWarnings("ArrayRecordComponent") // requests are looked at, never compared
public record SeenRequest(
        String method, String target, List<Map.Entry<String, String>> headers, byte[] body, int connection) {
    /** Copies the headers. */
    public SeenRequest {
        headers = List.copyOf(headers);
    }

    /**
     * Returns a header field.
     *
     * @param name its name in any case
     * @return its first value, or empty
     */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(h -> h.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /**
     * Returns the body as text.
     *
     * @return the body, read as UTF-8
     */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Prints the request line and the body's length. */
    @Override
    public String toString() {
        return method + " " + target + " (" + body.length + " bytes)";
    }
}
