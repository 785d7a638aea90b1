package dev.welkin.http;

import dev.welkin.call.Attempt;
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
     * @param attempt how long it may take: {@link Attempt#timeLeft} until the head of the answer is there, or, for a
     *     body above 64 KiB or of unknown length, {@link Attempt#callTimeLeft} as long as the body moves; the answer's
     *     body has an idle time-out only
     * @return the answer, whatever its status; the caller closes it
     * @throws dev.welkin.CloudException UNAVAILABLE if no connection came about or it broke (reasons {@code dns},
     *     {@code connect_refused}, {@code connect_timeout}, {@code tls_hostname}, {@code tls_expired},
     *     {@code tls_unknown_ca}, {@code tls}, {@code reset}, {@code bad_answer}), TIMEOUT if time ran out, CANCELLED
     *     if the thread was interrupted, INVALID_ARGUMENT if the request cannot be sent as it is
     */
    HttpResponse send(HttpRequest request, Attempt attempt);

    /**
     * Sends a request outside a pipeline and waits for the head of the answer.
     *
     * @param request what to send
     * @param timeLeft how long it may take until the head of the answer is there
     * @return the answer, whatever its status; the caller closes it
     * @throws dev.welkin.CloudException as {@link #send(HttpRequest, Attempt)}
     */
    default HttpResponse send(HttpRequest request, Duration timeLeft) {
        return send(request, Attempt.only(timeLeft));
    }
}
