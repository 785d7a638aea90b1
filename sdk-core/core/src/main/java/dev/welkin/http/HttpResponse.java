package dev.welkin.http;

import java.io.InputStream;

/**
 * An answer whose head is there and whose body is still to be read. Used by one thread; close it always. Only
 * {@link #close} may be called by another thread: it ends a blocked read.
 */
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
     * @return the stream; reading throws CloudException TRUNCATED if the body ends early, TIMEOUT (reason
     *     {@code stalled}) if nothing comes for the idle time-out, and CANCELLED if the thread is interrupted or the
     *     answer is closed by another thread
     */
    InputStream body();

    /**
     * Reads the whole body, up to the endpoint's limit ({@code maxBodyBytes}, 64 MiB by default) counted after
     * inflating.
     *
     * @return the bytes
     * @throws dev.welkin.CloudException INVALID_ARGUMENT (reason {@code body_too_large}) beyond the limit; TRUNCATED,
     *     TIMEOUT or CANCELLED as {@link #body()}
     */
    byte[] bytes();

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

    /** Gives the connection back, or cuts it if much of the body was not read. Never throws. */
    @Override
    void close();
}
