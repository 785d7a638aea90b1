package dev.welkin.aws.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.aws.Rfc3986;
import dev.welkin.credentials.CredentialSource;
import dev.welkin.credentials.Credentials;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import dev.welkin.spi.Json;
import dev.welkin.spi.Shown;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of the role of an EC2 instance, from its metadata, version 2 only (EC2 User Guide, "Use the Instance
 * Metadata Service"): what a server inside can be tricked into fetching without a token is never relied on.
 */
final class InstanceSource implements CredentialSource {
    private static final String ENDPOINT = "AWS_EC2_METADATA_SERVICE_ENDPOINT";
    private static final String MODE = "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE";
    private static final String DISABLED = "AWS_EC2_METADATA_DISABLED";
    private static final String IPV4 = "http://169.254.169.254";
    private static final String IPV6 = "http://[fd00:ec2::254]";
    private static final Set<String> HOSTS = Set.of("169.254.169.254", "[fd00:ec2::254]");
    private static final String ROLES = "/latest/meta-data/iam/security-credentials/";
    private static final String TOKEN_SECONDS = "21600";

    private final Caller caller;
    private final Map<String, String> environment;

    InstanceSource(Caller caller) {
        this.caller = caller;
        this.environment = caller.environment();
    }

    @Override
    public Optional<Credentials> find() {
        if ("true".equalsIgnoreCase(environment.get(DISABLED))) {
            return Optional.empty();
        }
        URI base = base();
        return token(base).flatMap(token -> keys(base, token));
    }

    @Override
    public String advice() {
        return "instance metadata: attach a role to the EC2 instance, with metadata of version 2";
    }

    /** No answer means that this is no EC2 instance. */
    private Optional<HttpHeaders> token(URI base) {
        HttpHeaders headers = HttpHeaders.of("X-aws-ec2-metadata-token-ttl-seconds", TOKEN_SECONDS);
        try {
            Caller.Answer answer =
                    caller.askMetadata(HttpRequest.of("PUT", base.resolve("/latest/api/token"), headers));
            return answer.status() == 200
                    ? Optional.of(HttpHeaders.of("X-aws-ec2-metadata-token", text(answer)))
                    : Optional.empty();
        } catch (CloudException e) {
            if (e.code() == ErrorCode.UNAVAILABLE || e.code() == ErrorCode.TIMEOUT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<Credentials> keys(URI base, HttpHeaders token) {
        Caller.Answer roles = caller.askMetadata(HttpRequest.of("GET", base.resolve(ROLES), token));
        if (roles.status() == 404 || (roles.status() == 200 && text(roles).isEmpty())) {
            return Optional.empty(); // an instance without a role
        }
        String role = text(required(roles)).lines().findFirst().orElse("");
        URI uri = base.resolve(ROLES + Rfc3986.component(role));
        byte[] answer = required(caller.askMetadata(HttpRequest.of("GET", uri, token)))
                .body()
                .bytes();
        Json json = KeysJson.object(answer, "instance metadata");
        String code = json.text("Code");
        if (!code.equals("Success")) {
            throw KeysJson.bad("instance metadata", "says '" + Shown.of(code, 64) + "' instead of Success");
        }
        return Optional.of(KeysJson.read(answer, "instance metadata"));
    }

    private static Caller.Answer required(Caller.Answer answer) {
        if (answer.status() != 200) {
            throw CloudException.builder(
                            answer.status() >= 500 ? ErrorCode.UNAVAILABLE : ErrorCode.UNAUTHENTICATED,
                            "Instance metadata answered with " + answer.status())
                    .httpStatus(answer.status())
                    .build();
        }
        return answer;
    }

    private static String text(Caller.Answer answer) {
        return new String(answer.body().bytes(), StandardCharsets.UTF_8).strip();
    }

    private URI base() {
        String given = environment.getOrDefault(ENDPOINT, "");
        if (given.isEmpty()) {
            return URI.create("IPv6".equalsIgnoreCase(environment.get(MODE)) ? IPV6 : IPV4);
        }
        URI uri = AwsEndpoints.parsed(ENDPOINT, given);
        if (!AwsEndpoints.isLoopback(uri) && !HOSTS.contains(String.valueOf(uri.getHost()))) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    ENDPOINT + " must lead to this machine or to one of " + String.join(", ", HOSTS)
                            + "; nothing was sent");
        }
        return uri;
    }
}
