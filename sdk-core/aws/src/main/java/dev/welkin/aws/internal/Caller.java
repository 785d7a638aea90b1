package dev.welkin.aws.internal;

import dev.welkin.CloudException;
import dev.welkin.aws.AwsErrors;
import dev.welkin.aws.SigningClock;
import dev.welkin.config.Target;
import dev.welkin.http.HttpClient;
import dev.welkin.http.HttpRequest;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.CloudContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Asks the services that hand out credentials, once each: what fails is asked again by the retries of the call that
 * needs the credentials.
 *
 * @param environment the variables of the Cloud
 * @param clock the time to sign with
 * @param services over https, or to loopback
 * @param metadata plain http to addresses that never leave the machine or its host, whatever the proxy
 */
record Caller(Map<String, String> environment, SigningClock clock, HttpClient services, HttpClient metadata) {
    /** How long STS and SSO may take to answer. */
    static final Duration SERVICE_TIMEOUT = Duration.ofSeconds(10);
    /** How long container and instance metadata may take to answer. */
    static final Duration METADATA_TIMEOUT = Duration.ofSeconds(1);

    private static final long MAX_BYTES = 256 * 1024;

    static Caller of(CloudContext context, SigningClock clock, String origin) {
        HttpClient services = context.http(target(origin, Map.of()));
        HttpClient metadata = context.http(target(origin, Map.of("http", Map.of("insecure", "true"))));
        return new Caller(context.environment(), clock, services, metadata);
    }

    /** An answer's body; an error is thrown as AWS's services word it. */
    byte[] ask(HttpRequest request) {
        try (HttpResponse response = services.send(request, SERVICE_TIMEOUT)) {
            byte[] body = response.bytes(MAX_BYTES);
            if (response.status() != 200) {
                throw refused(request, response, body);
            }
            return body;
        }
    }

    /** An answer of metadata, whatever its status. */
    Answer askMetadata(HttpRequest request) {
        try (HttpResponse response = metadata.send(request, METADATA_TIMEOUT)) {
            return new Answer(response.status(), new Body(response.bytes(MAX_BYTES)));
        }
    }

    record Answer(int status, Body body) {}

    /** Bytes that may be a secret: they print as their count. */
    static final class Body {
        private final byte[] bytes;

        Body(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }

        @Override
        public String toString() {
            return bytes.length + " bytes";
        }
    }

    private CloudException refused(HttpRequest request, HttpResponse response, byte[] body) {
        return AwsErrors.of(request, response, body, clock.now()).build();
    }

    private static Target target(String origin, Map<String, Object> options) {
        return new Target("credentials", "aws", "aws", "", options, Path.of(""), origin);
    }
}
