package dev.welkin.http;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A request to a provider.
 *
 * @param method for example {@code PUT}
 * @param uri where to; sent byte for byte as it is, never re-encoded, since it may be signed
 * @param headers header fields in order
 * @param body what to send, or null for nothing
 */
public record HttpRequest(
        String method,
        URI uri,
        HttpHeaders headers,
        @Nullable HttpBody body) {
    /**
     * Makes a request without a body.
     *
     * @param method for example {@code GET}
     * @param uri where to
     * @param headers header fields
     * @return the request
     */
    public static HttpRequest of(String method, URI uri, HttpHeaders headers) {
        return new HttpRequest(method, uri, headers, null);
    }
}
