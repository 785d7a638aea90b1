package dev.welkin.google;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.credentials.CredentialSource;
import dev.welkin.credentials.Credentials;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.Shown;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens of the service account that a machine, pod or function of Google runs as, from its metadata server. Only this
 * machine's own addresses are asked.
 *
 * @param environment the variables; {@code GCE_METADATA_HOST} may name the server
 * @param scope for what
 * @param endpoint asks
 */
record MetadataTokens(Map<String, String> environment, String scope, TokenEndpoint endpoint)
        implements CredentialSource {
    private static final String SOURCE = "metadata server";
    private static final String VARIABLE = "GCE_METADATA_HOST";
    private static final Map.Entry<String, String> FLAVOR = Map.entry("Metadata-Flavor", "Google");
    private static final String PATH = "/computeMetadata/v1/instance/service-accounts/default/token?scopes=";

    @Override
    public Optional<Credentials> find() {
        HttpRequest request = HttpRequest.of(
                "GET",
                URI.create(server() + PATH + TokenEndpoint.encoded(scope)),
                HttpHeaders.of(FLAVOR.getKey(), FLAVOR.getValue()));
        return answersAsGoogle(request) ? Optional.of(endpoint.token(SOURCE, request)) : Optional.empty();
    }

    @Override
    public String advice() {
        return "metadata server: run this on a machine of Google that has a service account";
    }

    /** Other clouds have a server of their own at the same address, and most machines none. */
    private boolean answersAsGoogle(HttpRequest request) {
        HttpRequest root = HttpRequest.of("GET", request.uri().resolve("/"), request.headers());
        try (HttpResponse response = endpoint.send(root)) {
            return response.headers().first(FLAVOR.getKey()).equals(Optional.of(FLAVOR.getValue()));
        } catch (CloudException e) {
            if (e.code() == ErrorCode.UNAVAILABLE || e.code() == ErrorCode.TIMEOUT) {
                return false;
            }
            throw e;
        }
    }

    /** Whoever can set a variable must not be able to hand us tokens of their own. */
    private String server() {
        String host = environment.getOrDefault(VARIABLE, "");
        URI uri;
        try {
            uri = URI.create("http://" + (host.isEmpty() ? "169.254.169.254" : host));
        } catch (IllegalArgumentException e) {
            throw refused(host);
        }
        String name = Optional.ofNullable(uri.getHost()).orElse("");
        boolean here = GoogleHosts.isLoopback(uri)
                || name.matches("169\\.254(\\.\\d{1,3}){2}")
                || name.equals("metadata.google.internal");
        if (!here || !uri.getRawPath().isEmpty()) {
            throw refused(host);
        }
        return uri.toString();
    }

    private static CloudException refused(String host) {
        return CloudException.of(
                ErrorCode.INVALID_ARGUMENT,
                VARIABLE + " names '" + Shown.of(host)
                        + "'; the metadata server is asked only on loopback, 169.254.* and metadata.google.internal");
    }
}
