package dev.welkin.aws.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.credentials.CredentialSource;
import dev.welkin.credentials.Credentials;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys that ECS and EKS Pod Identity hand to a container (AWS SDKs Reference, "Container credential provider"). */
final class ContainerSource implements CredentialSource {
    private static final String RELATIVE = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
    private static final String FULL = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    private static final String SERVICE = "AWS_CONTAINER_SERVICE_ENDPOINT";
    private static final String TOKEN = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
    private static final String TOKEN_FILE = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
    private static final String ECS = "http://169.254.170.2";
    /** ECS, and EKS Pod Identity over IPv4 and IPv6. */
    private static final Set<String> HOSTS = Set.of("169.254.170.2", "169.254.170.23", "[fd00:ec2::23]");

    private final Caller caller;
    private final Map<String, String> environment;

    ContainerSource(Caller caller) {
        this.caller = caller;
        this.environment = caller.environment();
    }

    @Override
    public Optional<Credentials> find() {
        String relative = environment.getOrDefault(RELATIVE, "");
        String full = environment.getOrDefault(FULL, "");
        if (!relative.isEmpty()) {
            String base = environment.getOrDefault(SERVICE, ECS);
            return Optional.of(ask(allowed(RELATIVE, base + (relative.startsWith("/") ? "" : "/") + relative)));
        }
        return full.isEmpty() ? Optional.empty() : Optional.of(ask(allowed(FULL, full)));
    }

    @Override
    public String advice() {
        return "container: run in ECS with a task role, or in EKS with Pod Identity";
    }

    private Credentials ask(URI uri) {
        HttpHeaders headers = token().map(
                        t -> HttpHeaders.of("Accept", "application/json", "Authorization", t.reveal()))
                .orElse(HttpHeaders.of("Accept", "application/json"));
        Caller.Answer answer = caller.askMetadata(HttpRequest.of("GET", uri, headers));
        if (answer.status() != 200) {
            throw CloudException.builder(
                            answer.status() >= 500 ? ErrorCode.UNAVAILABLE : ErrorCode.UNAUTHENTICATED,
                            "The container's credential endpoint answered with " + answer.status())
                    .httpStatus(answer.status())
                    .build();
        }
        return KeysJson.read(answer.body().bytes(), "container");
    }

    /** Read anew each time: the platform rewrites the file. */
    private Optional<Secret> token() {
        String file = environment.getOrDefault(TOKEN_FILE, "");
        if (!file.isEmpty()) {
            return CredentialSource.file(Path.of(file), "authorization token")
                    .find()
                    .map(found -> found.require("authorization token"))
                    .or(() -> {
                        throw CloudException.of(
                                ErrorCode.UNAUTHENTICATED,
                                "There is no file " + file + ", which " + TOKEN_FILE + " names");
                    });
        }
        return Optional.ofNullable(environment.get(TOKEN))
                .filter(token -> !token.isBlank())
                .map(token -> Secret.of(token.strip()));
    }

    private static URI allowed(String variable, String text) {
        URI uri = AwsEndpoints.parsed(variable, text);
        boolean plain = "http".equals(uri.getScheme())
                && (AwsEndpoints.isLoopback(uri) || HOSTS.contains(String.valueOf(uri.getHost())));
        if (!plain && !("https".equals(uri.getScheme()) && uri.getHost() != null)) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    variable + " must lead to https, to this machine, or to one of " + String.join(", ", HOSTS)
                            + "; nothing was sent");
        }
        return uri;
    }
}
