package dev.welkin.storage.gcs;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.google.GoogleAuth;
import dev.welkin.google.GoogleEndpoint;
import dev.welkin.google.GoogleErrors;
import dev.welkin.http.HttpBody;
import dev.welkin.http.HttpClient;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.Json;
import dev.welkin.storage.PutMode;
import dev.welkin.time.CloudClock;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the JSON API and makes errors of what comes back.
 *
 * @param http sends
 * @param auth authorises
 * @param endpoint where the API is
 * @param userProject the project that pays for the requests, or "" for the bucket's own
 * @param clock gives the time of day
 */
record GcsClient(HttpClient http, GoogleAuth auth, GoogleEndpoint endpoint, String userProject, CloudClock clock) {
    static final HttpBody NOTHING = HttpBody.of(null, new byte[0]);

    /** Resumable uploads answer so while they are not complete; it is no redirect there. */
    static final int INCOMPLETE = 308;

    /** Returns the URL of a resource, whose path is encoded already. */
    URI uri(String path, Query query) {
        return URI.create(endpoint.base() + "/storage/v1/" + path + query);
    }

    /** Returns the URL that objects of a bucket are uploaded to. */
    URI upload(String bucket, Query query) {
        return URI.create(endpoint.base() + "/upload/storage/v1/b/" + bucket + "/o" + query);
    }

    /** Sends a request and reads the document of its answer. */
    Json read(String method, URI uri, @Nullable HttpBody body, Attempt attempt) {
        try (HttpResponse response = send(HttpRequest.of(method, uri, HttpHeaders.empty(), body), attempt)) {
            return GcsAnswer.read(response.bytes());
        }
    }

    /** Sends a request whose answer's body nobody needs. */
    void call(String method, URI uri, Attempt attempt) {
        send(HttpRequest.of(method, uri, HttpHeaders.empty()), attempt).close();
    }

    /** Sends a request; the caller closes the answer, whose status is below 300. */
    HttpResponse send(HttpRequest request, Attempt attempt) {
        return send(request, attempt, Set.of());
    }

    /** Sends a request; the caller closes the answer, whose status is below 300 or one of the others that will do. */
    HttpResponse send(HttpRequest request, Attempt attempt, Set<Integer> others) {
        HttpRequest authorised = auth.authorise(paid(request));
        HttpResponse response = http.send(authorised, attempt);
        if (response.status() < 300 || others.contains(response.status())) {
            return response;
        }
        try (response) {
            throw refused(authorised, response, attempt);
        }
    }

    /** Makes a request with header fields of its own. */
    static HttpRequest request(String method, URI uri, Map<String, String> fields, @Nullable HttpBody body) {
        return HttpRequest.of(method, uri, HttpHeaders.of(List.copyOf(fields.entrySet())), body);
    }

    /** Says what a broken condition of a write means. */
    static CloudException broken(PutMode mode, CloudException e) {
        if (e.code() != ErrorCode.PRECONDITION_FAILED || !(mode instanceof PutMode.Create)) {
            return e;
        }
        return CloudException.builder(ErrorCode.ALREADY_EXISTS, String.valueOf(e.getMessage()))
                .provider("gs")
                .httpStatus(e.httpStatus().orElse(412))
                .requestId(e.requestId().orElse(null))
                .cause(e)
                .build();
    }

    private HttpRequest paid(HttpRequest request) {
        return userProject.isEmpty() ? request : request.header("x-goog-user-project", userProject);
    }

    private CloudException refused(HttpRequest request, HttpResponse response, Attempt attempt) {
        CloudException.Builder error =
                GoogleErrors.of(request, response, clock.now()).provider("gs");
        if (auth.learn(response)) {
            return error.retryable(attempt.number() == 1).build();
        }
        CloudException plain = error.build();
        boolean bucket = plain.code() == ErrorCode.NOT_FOUND
                && String.valueOf(plain.getMessage()).contains("bucket does not exist");
        return bucket ? error.reason("bucket_missing").build() : plain;
    }
}
