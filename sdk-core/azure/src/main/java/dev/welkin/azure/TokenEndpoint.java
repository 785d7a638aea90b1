package dev.welkin.azure;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.config.Target;
import dev.welkin.credentials.Credentials;
import dev.welkin.http.HttpErrors;
import dev.welkin.http.HttpRequest;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.CloudContext;
import dev.welkin.spi.Shown;
import java.time.Duration;
import java.util.Map;

/** Asks an endpoint for a token. */
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

    /** An endpoint that is asked over https, or on loopback. It has none of the options of the storage's endpoint. */
    static TokenEndpoint secure(CloudContext context, Target target) {
        return new TokenEndpoint(context, target.withOptions(Map.of()));
    }

    /** The metadata service of a machine: plain http, on an address that only this machine reaches. */
    static TokenEndpoint onThisMachine(CloudContext context, Target target) {
        return new TokenEndpoint(
                context, target.withOptions(Map.of("http", Map.of("insecure", "true", "connectTimeout", "2s"))));
    }

    /** Sends a request and reads the token of its answer. */
    Credentials ask(String source, HttpRequest request) {
        try (HttpResponse response = context.http(target).send(request, TIMEOUT)) {
            byte[] body = response.bytes(MAX_BYTES);
            if (response.status() == 200) {
                return TokenAnswer.read(body).token(source, context.clock().now());
            }
            throw refused(source, request, response, body);
        }
    }

    private CloudException refused(String source, HttpRequest request, HttpResponse response, byte[] body) {
        CloudException plain =
                HttpErrors.of(request, response, body, context.clock().now()).build();
        TokenAnswer answer = TokenAnswer.read(body);
        if (plain.retryable() || answer.error().isEmpty()) {
            return plain;
        }
        return CloudException.builder(
                        ErrorCode.UNAUTHENTICATED,
                        "Azure gave no token for " + source + ": " + Shown.of(answer.error()) + ", "
                                + Shown.of(answer.description()))
                .reason(Shown.of(answer.error()))
                .httpStatus(response.status())
                .requestId(plain.requestId().orElse(null))
                .build();
    }
}
