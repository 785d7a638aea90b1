package dev.welkin.storage.jclouds;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpClient;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import dev.welkin.http.HttpResponse;
import dev.welkin.time.CloudClock;
import java.net.URI;

/**
 * Sends requests to one account's object store and makes errors of what comes back.
 *
 * @param http sends
 * @param signIn says where to and as whom
 * @param clock tells the time
 */
record SwiftClient(HttpClient http, SwiftSignIn signIn, CloudClock clock) {
    private static final String TOKEN = "X-Auth-Token";

    /** Sends a request whose answer's body nobody needs. */
    HttpHeaders call(SwiftRequest request, Attempt attempt) throws InterruptedException {
        try (HttpResponse response = send(request, attempt)) {
            return response.headers();
        }
    }

    /** Sends a request and reads its answer. */
    byte[] read(SwiftRequest request, Attempt attempt) throws InterruptedException {
        try (HttpResponse response = send(request, attempt)) {
            return response.bytes();
        }
    }

    /** Sends a request; the caller closes the answer, whose status is below 300. */
    HttpResponse send(SwiftRequest request, Attempt attempt) throws InterruptedException {
        SwiftAccess access = signIn.access(attempt);
        HttpRequest asked = HttpRequest.of(
                        request.method(), uri(access, request), HttpHeaders.of(request.fields()), request.body())
                .header(TOKEN, access.token().reveal());
        HttpResponse response = http.send(asked, attempt);
        if (response.status() < 300) {
            return response;
        }
        try (response) {
            throw refused(asked, response, access, attempt);
        }
    }

    /** A token may end before its time; whoever sends again signs in again. */
    private CloudException refused(HttpRequest asked, HttpResponse response, SwiftAccess access, Attempt attempt) {
        CloudException.Builder error = SwiftErrors.of(asked, response, clock.now());
        if (response.status() != 401) {
            return error.build();
        }
        signIn.forget(access);
        return error.retryable(attempt.number() == 1).build();
    }

    private static URI uri(SwiftAccess access, SwiftRequest request) {
        String query = request.query().isEmpty() ? "" : "?" + request.query();
        try {
            return URI.create(access.storage() + request.path() + query);
        } catch (IllegalArgumentException e) {
            throw CloudException.of(ErrorCode.CORRUPTED, "The catalog's URL of the object store is none", e);
        }
    }
}
