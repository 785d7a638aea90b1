package dev.welkin.azure;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.credentials.CredentialSource;
import dev.welkin.credentials.Credentials;
import dev.welkin.http.HttpBody;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tokens of an application, by its secret or by a token that another identity provider wrote into a file (workload
 * identity); OAuth 2.0 client credentials, RFC 6749 section 4.4 and RFC 7523.
 *
 * @param proof finds {@code tenantId}, {@code clientId}, and {@code clientSecret} or {@code assertion}
 * @param login where tokens are asked for
 * @param scope for what
 * @param endpoint asks
 */
record AppTokens(CredentialSource proof, URI login, String scope, TokenEndpoint endpoint) implements CredentialSource {
    static final String SECRET = "clientSecret";
    static final String ASSERTION = "assertion";
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    @Override
    public Optional<Credentials> find() {
        return proof.find().map(found -> endpoint.ask(found.source(), request(found)));
    }

    @Override
    public String advice() {
        return proof.advice();
    }

    private HttpRequest request(Credentials found) {
        String tenant = found.require("tenantId").reveal();
        if (!tenant.matches("[A-Za-z0-9.-]+")) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "The tenantId from " + found.source() + " must be a GUID or a domain such as contoso.com");
        }
        URI uri = URI.create(login + "/" + tenant + "/oauth2/v2.0/token");
        HttpBody form =
                HttpBody.of("application/x-www-form-urlencoded", form(found).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.of("POST", uri, HttpHeaders.of("Accept", "application/json"), form);
    }

    private String form(Credentials found) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "client_credentials");
        fields.put("client_id", found.require("clientId").reveal());
        fields.put("scope", scope);
        Optional<Secret> assertion = found.find(ASSERTION);
        if (assertion.isPresent()) {
            fields.put("client_assertion_type", ASSERTION_TYPE);
            fields.put("client_assertion", assertion.get().reveal());
        } else {
            fields.put("client_secret", found.require(SECRET).reveal());
        }
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + Query.encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }
}
