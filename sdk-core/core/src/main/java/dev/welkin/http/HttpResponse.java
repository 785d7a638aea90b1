package dev.welkin.http;

import java.io.InputStream;

/** An answer whose head is there and whose body is still to be read. Used by one thread; close it always. */
public interface HttpResponse extends AutoCloseable {
    /**
     * Returns the status.
     *
     * @return for example 200
     */
    int status();

    /**
     * Returns the header fields.
     *
     * @return the headers
     */
    HttpHeaders headers();

    /**
     * Returns the body as it comes, inflated if it came compressed.
     *
     * @return the stream; reading throws CloudException TRUNCATED if the body ends early and TIMEOUT (reason
     *     {@code stalled}) if nothing comes for the idle time-out
     */
    InputStream body();

    /**
     * Reads the whole body, up to a limit counted after inflating.
     *
     * @param maxBytes the limit
     * @return the bytes
     * @throws dev.welkin.CloudException INVALID_ARGUMENT (reason {@code body_too_large}) beyond the limit
     */
    byte[] bytes(long maxBytes);

    /**
     * Returns the header fields behind the body.
     *
     * @return the trailers, empty before the body has been read to its end
     */
    HttpHeaders trailers();

    /** Gives the connection back, or cuts it if the body was not read to its end. Never throws. */
    @Override
    void close();
}
