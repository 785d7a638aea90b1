package dev.welkin.http;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request to a provider. Printing it masks credentials in headers and signatures in the query.
 *
 * @param method for example {@code PUT}
 * @param uri where to; sent byte for byte as it is, never re-encoded, since it may be signed
 * @param headers header fields in order; Host, Content-Type, Content-Length and User-Agent come by themselves
 * @param body what to send, or null for nothing
 * @param idleTimeout how long the answer's body may fall silent, or null for the endpoint's own limit
 * @param inflate true to ask for a compressed answer and inflate it unseen; false asks for the bytes as they are
 */
public record HttpRequest(
        String method,
        URI uri,
        HttpHeaders headers,
        @Nullable HttpBody body,
        @Nullable Duration idleTimeout,
        boolean inflate) {
    /**
     * Makes a request without a body.
     *
     * @param method for example {@code GET}
     * @param uri where to
     * @param headers header fields
     * @return the request
     */
    public static HttpRequest of(String method, URI uri, HttpHeaders headers) {
        return of(method, uri, headers, null);
    }

    /**
     * Makes a request.
     *
     * @param method for example {@code PUT}
     * @param uri where to
     * @param headers header fields
     * @param body what to send, or null
     * @return the request
     */
    public static HttpRequest of(String method, URI uri, HttpHeaders headers, @Nullable HttpBody body) {
        return new HttpRequest(method, uri, headers, body, null, false);
    }

    /**
     * Returns this request and one header field more.
     *
     * @param name the field's name
     * @param value its value
     * @return a new request
     */
    public HttpRequest header(String name, String value) {
        return new HttpRequest(method, uri, headers.with(name, value), body, idleTimeout, inflate);
    }

    /**
     * Returns this request with a limit of its own on silence in the answer's body, as a stream of events needs it.
     *
     * @param value the longest silence
     * @return a new request
     */
    public HttpRequest idleTimeout(Duration value) {
        return new HttpRequest(method, uri, headers, body, value, inflate);
    }

    /**
     * Returns this request asking for a compressed answer. Body limits count inflated bytes.
     *
     * @return a new request
     */
    public HttpRequest inflating() {
        return new HttpRequest(method, uri, headers, body, idleTimeout, true);
    }

    /**
     * Tells whether the request lets its receiver act in the caller's name: by a header such as Authorization, or by a
     * signature, key or token in the query, or by what its body holds.
     *
     * @return true if it does
     */
    public boolean carriesCredentials() {
        boolean inBody = body != null && body.holdsCredentials();
        return inBody || headers.holdSecrets() || !Redaction.url(uri).equals(uri.toString());
    }

    /**
     * Tells whether the request stays on this machine.
     *
     * @return true for {@code localhost}, {@code 127.*} and {@code ::1}
     */
    public boolean toLoopback() {
        return uri.getHost() != null && Loopback.is(uri.getHost());
    }

    /** Prints method and URL without signatures, and headers without credentials. */
    @Override
    public String toString() {
        return method + " " + Redaction.url(uri) + " " + headers;
    }
}
