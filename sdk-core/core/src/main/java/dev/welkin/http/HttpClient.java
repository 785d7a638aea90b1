package dev.welkin.http;

import java.time.Duration;

/**
 * Sends requests over the Cloud's one connection pool. Follows no redirect, retries nothing but a stale pooled
 * connection, never inflates beyond a body limit. Safe for use by several threads.
 */
public interface HttpClient {
    /**
     * Sends a request and waits for the head of the answer.
     *
     * @param request what to send
     * @param timeLeft how long this attempt may take until the head of the answer is there; bodies have an idle
     *     time-out
     * @return the answer, whatever its status; the caller closes it
     * @throws dev.welkin.CloudException UNAVAILABLE if no connection came about or it broke, TIMEOUT if time ran out,
     *     CANCELLED if the thread was interrupted
     */
    HttpResponse send(HttpRequest request, Duration timeLeft);
}
