package dev.welkin.google;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.credentials.CredentialSource;
import dev.welkin.credentials.Credentials;
import dev.welkin.http.HttpRequest;
import dev.welkin.spi.Json;
import dev.welkin.spi.Shown;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens of whoever a credential file speaks for.
 *
 * @param file the file; the source applies where it exists
 * @param scope for what
 * @param endpoint asks
 */
record FileTokens(KeyFile file, String scope, TokenEndpoint endpoint) implements CredentialSource {
    private static final String USER_TOKEN_URL = "https://oauth2.googleapis.com/token";

    @Override
    public Optional<Credentials> find() {
        return file.read().map(document -> token(document, scope));
    }

    @Override
    public String advice() {
        return "file: put a credential file of Google at " + Shown.of(file.path());
    }

    private Credentials token(Json document, String forScope) {
        String type = document.text("type");
        return switch (type) {
            case "service_account" -> ofServiceAccount(document, forScope);
            case "authorized_user" -> ofUser(document);
            case "external_account" -> ofWorkload(document, forScope);
            case "impersonated_service_account" ->
                new Impersonation(endpoint, file.shown())
                        .token(document, token(document.at("source_credentials"), Impersonation.SCOPE), forScope);
            default ->
                throw CloudException.of(
                        ErrorCode.UNSUPPORTED,
                        "Credentials of type '" + Shown.of(type) + "', as " + file.shown()
                                + " holds them, are not known; known are service_account, authorized_user,"
                                + " external_account and impersonated_service_account");
        };
    }

    private Credentials ofServiceAccount(Json document, String forScope) {
        ServiceAccountKey key = ServiceAccountKey.of(document, file.shown());
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        fields.put("assertion", key.assertion(forScope, endpoint.now()));
        return endpoint.token(file.shown(), TokenEndpoint.form(key.tokenUrl(), fields));
    }

    /** What {@code gcloud auth application-default login} writes; its scopes were fixed then. */
    private Credentials ofUser(Json document) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "refresh_token");
        fields.put("client_id", document.text("client_id"));
        fields.put("client_secret", document.text("client_secret"));
        fields.put("refresh_token", document.text("refresh_token"));
        String url = document.text("token_uri");
        HttpRequest request = TokenEndpoint.form(
                GoogleHosts.tokenUrl(url.isEmpty() ? USER_TOKEN_URL : url, "token_uri", file.shown()), fields);
        return endpoint.token(file.shown(), request);
    }

    private Credentials ofWorkload(Json document, String forScope) {
        boolean impersonates =
                !document.text("service_account_impersonation_url").isEmpty();
        Credentials own =
                new WorkloadTokens(file, endpoint).token(document, impersonates ? Impersonation.SCOPE : forScope);
        return impersonates ? new Impersonation(endpoint, file.shown()).token(document, own, forScope) : own;
    }
}
