package dev.welkin.google;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.credentials.CredentialSource;
import dev.welkin.credentials.Credentials;
import dev.welkin.spi.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tokens for a workload that another identity provider vouches for (workload identity federation): the token that it
 * wrote into a file, which is read again each time, is exchanged at Google's Security Token Service (RFC 8693). Subject
 * tokens that come from a URL, a program or from AWS are not supported.
 *
 * @param file the file that says so
 * @param endpoint asks
 */
record WorkloadTokens(KeyFile file, TokenEndpoint endpoint) {
    private static final String SUBJECT = "subject";

    Credentials token(Json document, String scope) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
        fields.put("audience", document.text("audience"));
        fields.put("scope", scope);
        fields.put("requested_token_type", "urn:ietf:params:oauth:token-type:access_token");
        fields.put("subject_token_type", document.text("subject_token_type"));
        fields.put("subject_token", subject(document.at("credential_source")));
        return endpoint.token(
                file.shown(),
                TokenEndpoint.form(
                        GoogleHosts.tokenUrl(document.text("token_url"), "token_url", file.shown()), fields));
    }

    private String subject(Json place) {
        if (place.text("file").isEmpty()) {
            throw CloudException.of(
                    ErrorCode.UNSUPPORTED,
                    "The credential_source of " + file.shown()
                            + " has no 'file'; only subject tokens in files are read: let the platform write one");
        }
        CredentialSource source = CredentialSource.file(Path.of(place.text("file")), SUBJECT);
        Credentials found = source.find()
                .orElseThrow(() -> CloudException.of(
                        ErrorCode.UNAUTHENTICATED, "The subject token is not there: " + source.advice()));
        String text = found.require(SUBJECT).reveal();
        Json format = place.at("format");
        return format.text("type").equals("json")
                ? Json.read(text.getBytes(StandardCharsets.UTF_8)).text(format.text("subject_token_field_name"))
                : text;
    }
}
