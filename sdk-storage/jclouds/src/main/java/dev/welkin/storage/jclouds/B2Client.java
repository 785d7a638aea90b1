package dev.welkin.storage.jclouds;

import dev.welkin.CloudException;
import dev.welkin.Secret;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpBody;
import dev.welkin.http.HttpClient;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.Json;
import dev.welkin.time.CloudClock;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests of one account and makes errors of what comes back.
 *
 * @param http sends
 * @param signIn says where to and as whom
 * @param clock tells the time
 */
record B2Client(HttpClient http, B2SignIn signIn, CloudClock clock) {
    private static final String TOKEN = "Authorization";
    private static final String API = "/b2api/v2/";

    /** Asks the API something of the account. */
    Json account(String operation, Map<String, ?> question, Attempt attempt) throws InterruptedException {
        B2Access access = signIn.access(attempt);
        Map<String, Object> whole = new HashMap<>(question);
        whole.put("accountId", access.accountId());
        return ask(access, operation, whole, attempt);
    }

    /** Asks the API. */
    Json ask(String operation, Map<String, ?> question, Attempt attempt) throws InterruptedException {
        return ask(signIn.access(attempt), operation, question, attempt);
    }

    private Json ask(B2Access access, String operation, Map<String, ?> question, Attempt attempt) {
        URI uri = URI.create(access.api() + API + operation);
        HttpBody body = HttpBody.of("application/json", Json.of(question).bytes());
        HttpRequest asked = HttpRequest.of("POST", uri, HttpHeaders.empty(), body)
                .header(TOKEN, access.token().reveal());
        try (HttpResponse response = accepted(asked, access, attempt)) {
            return B2Answer.read(response.bytes());
        }
    }

    /** Asks for a file's bytes, or with HEAD for what is known of it; the caller closes the answer. */
    HttpResponse file(String method, String path, List<Map.Entry<String, String>> fields, Attempt attempt)
            throws InterruptedException {
        B2Access access = signIn.access(attempt);
        HttpRequest asked = HttpRequest.of(
                        method, URI.create(access.downloads() + "/file/" + path), HttpHeaders.of(fields))
                .header(TOKEN, access.token().reveal());
        return accepted(asked, access, attempt);
    }

    /** Sends a file to a place that was given for it, with that place's token. */
    Json upload(URI place, Secret token, List<Map.Entry<String, String>> fields, HttpBody body, Attempt attempt) {
        HttpRequest asked =
                HttpRequest.of("POST", place, HttpHeaders.of(fields), body).header(TOKEN, token.reveal());
        try (HttpResponse response = accepted(asked, null, attempt)) {
            return B2Answer.read(response.bytes());
        }
    }

    private HttpResponse accepted(HttpRequest asked, @Nullable B2Access access, Attempt attempt) {
        HttpResponse response = http.send(asked, attempt);
        if (response.status() < 300) {
            return response;
        }
        try (response) {
            throw refused(B2Errors.of(asked, response, clock.now()).build(), access, attempt);
        }
    }

    /** A token may end before its time; whoever sends again gets another one. */
    private CloudException refused(CloudException error, @Nullable B2Access access, Attempt attempt) {
        if (!error.reason().equals("expired_token")) {
            return error;
        }
        if (access != null) {
            signIn.forget(access);
        }
        return error.toBuilder().retryable(attempt.number() == 1).build();
    }
}
