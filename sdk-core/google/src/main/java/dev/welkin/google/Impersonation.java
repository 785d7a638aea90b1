package dev.welkin.google;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.credentials.Credentials;
import dev.welkin.http.HttpBody;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import dev.welkin.spi.Json;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Exchanges a token for one of a service account that its owner may act as: {@code generateAccessToken} of the IAM
 * Service Account Credentials API.
 *
 * @param endpoint asks
 * @param source the file that says so
 */
record Impersonation(TokenEndpoint endpoint, String source) {
    /** What the token must be for that is exchanged. */
    static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

    private static final String URL = "service_account_impersonation_url";

    Credentials token(Json document, Credentials by, String scope) {
        URI uri = GoogleHosts.tokenUrl(document.text(URL), URL, source);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("scope", List.of(scope));
        fields.put("lifetime", "3600s");
        HttpHeaders bearer = HttpHeaders.of(
                "Authorization", "Bearer " + by.require(GoogleAuth.TOKEN).reveal());
        HttpBody body = HttpBody.of("application/json", Json.of(fields).bytes());
        Json answer = endpoint.ask(source, HttpRequest.of("POST", uri, bearer, body));
        return TokenEndpoint.token(source, answer.text("accessToken"), end(answer.text("expireTime")));
    }

    private Instant end(String time) {
        try {
            return Instant.parse(time);
        } catch (DateTimeException e) {
            throw CloudException.of(
                    ErrorCode.UNAUTHENTICATED, "The answer for " + source + " does not say when its token ends");
        }
    }
}
