package dev.welkin.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.welkin.CloudException;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpBody;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpOptions;
import dev.welkin.http.HttpRequest;
import dev.welkin.http.HttpResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A pool of connections, and words for what tests ask over it. */
@Timeout(60)
abstract class HttpTestBase {
    static final Attempt ATTEMPT = Attempt.only(Duration.ofSeconds(20));

    final OkHttpClients clients = new OkHttpClients(8);

    @AfterEach
    void closePool() {
        clients.close();
    }

    HttpResponse send(HttpRequest request, HttpOptions options) {
        return clients.client(options).send(request, ATTEMPT);
    }

    HttpResponse send(HttpRequest request) {
        return send(request, HttpOptions.defaults());
    }

    String text(HttpRequest request, HttpOptions options) {
        try (HttpResponse response = send(request, options)) {
            return new String(response.bytes(), StandardCharsets.UTF_8);
        }
    }

    String text(URI uri) {
        return text(get(uri), HttpOptions.defaults());
    }

    static HttpRequest get(URI uri) {
        return HttpRequest.of("GET", uri, HttpHeaders.empty());
    }

    static HttpRequest post(URI uri, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return HttpRequest.of("POST", uri, HttpHeaders.empty(), HttpBody.of("text/plain", bytes));
    }

    static HttpOptions impatient() {
        return HttpOptions.defaults().toBuilder()
                .idleTimeout(Duration.ofMillis(200))
                .build();
    }

    static CloudException failure(ThrowingCallable call) {
        CloudException e = catchThrowableOfType(CloudException.class, call);
        assertThat(e).isNotNull();
        return e;
    }
}
