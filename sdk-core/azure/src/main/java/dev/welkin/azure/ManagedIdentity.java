package dev.welkin.azure;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.credentials.CredentialSource;
import dev.welkin.credentials.Credentials;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import dev.welkin.spi.Shown;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens of the machine's own identity: from the endpoint that App Service and Functions name in the environment, else
 * from the metadata service of a virtual machine. Only this machine's own addresses are asked.
 *
 * @param environment the variables
 * @param clientId which of several identities, or "" for the machine's only one
 * @param resource for what
 * @param endpoint asks
 */
record ManagedIdentity(Map<String, String> environment, String clientId, String resource, TokenEndpoint endpoint)
        implements CredentialSource {
    private static final String METADATA = "http://169.254.169.254";
    private static final String METADATA_VARIABLE = "AZURE_POD_IDENTITY_AUTHORITY_HOST";

    @Override
    public Optional<Credentials> find() {
        String service = variable("IDENTITY_ENDPOINT");
        String header = variable("IDENTITY_HEADER");
        return service.isEmpty() || header.isEmpty() ? ofMachine() : Optional.of(ofService(service, header));
    }

    @Override
    public String advice() {
        return "managed identity: give this machine or app one";
    }

    private Credentials ofService(String service, String header) {
        URI uri = URI.create(service + query("2019-08-01"));
        requireOnThisMachine(uri, "IDENTITY_ENDPOINT");
        HttpRequest request = HttpRequest.of("GET", uri, HttpHeaders.of("X-IDENTITY-HEADER", header));
        return endpoint.ask("managed identity of the app", request);
    }

    /** A machine that is not Azure's has no such address, or an identity service that knows nothing of it. */
    private Optional<Credentials> ofMachine() {
        String host = variable(METADATA_VARIABLE);
        URI uri = URI.create(
                (host.isEmpty() ? METADATA : host) + "/metadata/identity/oauth2/token" + query("2018-02-01"));
        requireOnThisMachine(uri, METADATA_VARIABLE);
        try {
            HttpRequest request = HttpRequest.of("GET", uri, HttpHeaders.of("Metadata", "true"));
            return Optional.of(endpoint.ask("managed identity of the machine", request));
        } catch (CloudException e) {
            if (elsewhere(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private boolean elsewhere(CloudException e) {
        boolean unreachable =
                e.code() == ErrorCode.UNAVAILABLE && e.httpStatus().isEmpty();
        boolean noIdentity = clientId.isEmpty() && e.httpStatus().orElse(0) == 400;
        return unreachable || e.code() == ErrorCode.TIMEOUT || noIdentity;
    }

    private String query(String version) {
        String which = clientId.isEmpty() ? "" : "&client_id=" + Query.encoded(clientId);
        return "?api-version=" + version + "&resource=" + Query.encoded(resource) + which;
    }

    /** Whoever can set a variable must not be able to send the machine's identity elsewhere. */
    private static void requireOnThisMachine(URI uri, String variable) {
        String host = Optional.ofNullable(uri.getHost()).orElse("");
        boolean here = HttpRequest.of("GET", uri, HttpHeaders.empty()).toLoopback()
                || host.matches("169\\.254(\\.\\d{1,3}){2}");
        if (!here) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    variable + " names the host '" + Shown.of(host)
                            + "'; tokens of a managed identity are asked for only on loopback and 169.254.*");
        }
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "");
    }
}
