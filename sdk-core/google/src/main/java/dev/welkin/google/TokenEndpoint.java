package dev.welkin.google;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.config.Target;
import dev.welkin.credentials.Credentials;
import dev.welkin.http.HttpBody;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.CloudContext;
import dev.welkin.spi.Json;
import dev.welkin.spi.Shown;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks endpoints for tokens. */
final class TokenEndpoint {
    /** How long one answer may take. */
    static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final long MAX_BYTES = 256 * 1024;

    private final CloudContext context;
    private final Target target;

    private TokenEndpoint(CloudContext context, Target target) {
        this.context = context;
        this.target = target;
    }

    /** Endpoints that are asked over https, or on loopback. They have none of the options of the service's endpoint. */
    static TokenEndpoint secure(CloudContext context, Target target) {
        return new TokenEndpoint(context, target.withOptions(Map.of()));
    }

    /** The metadata service of a machine: plain http, on an address that only this machine reaches. */
    static TokenEndpoint onThisMachine(CloudContext context, Target target) {
        return new TokenEndpoint(
                context, target.withOptions(Map.of("http", Map.of("insecure", "true", "connectTimeout", "2s"))));
    }

    /** Makes a request of form fields. */
    static HttpRequest form(URI uri, Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        HttpBody body = HttpBody.of("application/x-www-form-urlencoded", form.getBytes(StandardCharsets.UTF_8));
        return HttpRequest.of("POST", uri, HttpHeaders.of("Accept", "application/json"), body);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    Instant now() {
        return context.clock().now();
    }

    /** Sends a request and reads the token of its answer, as RFC 6749 section 5.1 writes it. */
    Credentials token(String source, HttpRequest request) {
        Json answer = ask(source, request);
        return token(source, answer.text("access_token"), end(source, answer));
    }

    /** Makes credentials of a token. */
    static Credentials token(String source, String token, Instant end) {
        if (!token.matches("[\\x21-\\x7e]+")) {
            throw CloudException.of(
                    ErrorCode.UNAUTHENTICATED,
                    "The answer of " + source + " holds no access token; is it the right one?");
        }
        return new Credentials(Map.of(GoogleAuth.TOKEN, Secret.of(token)), end, source);
    }

    /** Sends a request and reads its answer. */
    Json ask(String source, HttpRequest request) {
        try (HttpResponse response = send(request)) {
            if (response.status() == 200) {
                return Json.read(response.bytes(MAX_BYTES));
            }
            throw refused(source, request, response);
        }
    }

    HttpResponse send(HttpRequest request) {
        return context.http(target).send(request, TIMEOUT);
    }

    /** OAuth endpoints name their error in a text, all others in an object. */
    private CloudException refused(String source, HttpRequest request, HttpResponse response) {
        byte[] body = GoogleErrors.body(response);
        Json answer = Json.read(body);
        CloudException plain = GoogleErrors.of(request, response, body, now()).build();
        if (plain.retryable() || answer.text("error").isEmpty()) {
            return plain;
        }
        return CloudException.builder(
                        ErrorCode.UNAUTHENTICATED,
                        "Google gave no token for " + source + ": " + Shown.of(answer.text("error")) + ", "
                                + Shown.of(answer.text("error_description")))
                .reason(Shown.of(answer.text("error")))
                .httpStatus(response.status())
                .build();
    }

    private Instant end(String source, Json answer) {
        try {
            return now().plusSeconds(Long.parseLong(answer.text("expires_in")));
        } catch (NumberFormatException e) {
            throw CloudException.of(
                    ErrorCode.UNAUTHENTICATED, "The answer of " + source + " does not say when its token ends");
        }
    }
}
