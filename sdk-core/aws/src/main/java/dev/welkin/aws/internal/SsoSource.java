package dev.welkin.aws.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.aws.AwsCredentials;
import dev.welkin.aws.AwsPartition;
import dev.welkin.aws.Rfc3986;
import dev.welkin.credentials.CredentialSource;
import dev.welkin.credentials.Credentials;
import dev.welkin.http.HttpBody;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import dev.welkin.spi.Json;
import dev.welkin.spi.Shown;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a role of IAM Identity Center, for the token that {@code aws sso login} left behind (AWS SDKs Reference,
 * "IAM Identity Center credential provider"). A profile names an {@code sso_session}, whose token is renewed, or has
 * all settings itself, and then the token is not.
 */
final class SsoSource implements CredentialSource {
    private static final Logger LOG = LoggerFactory.getLogger(SsoSource.class);
    /** A token is renewed this long before its end. */
    private static final Duration EARLY = Duration.ofMinutes(5);

    private final Caller caller;
    private final Profile profile;
    private final boolean hasSession;

    private final Path file;
    private final String region;
    private final String login;

    SsoSource(Caller caller, Profile profile, Profiles profiles) {
        this.caller = caller;
        this.profile = profile;
        Optional<String> named = profile.text("sso_session");
        Profile session = named.map(name -> profiles.session(name)
                        .orElseThrow(() -> profile.invalid("names the sso_session '" + Shown.of(name, 64)
                                + "', which the config file does not have")))
                .orElse(profile);
        this.hasSession = named.isPresent();
        this.region = session.require("sso_region");
        this.login = "Run: aws sso login --profile " + Shown.of(profile.name(), 64);
        this.file = SsoToken.file(
                Profiles.folder(caller.environment()), named.orElseGet(() -> profile.require("sso_start_url")));
    }

    @Override
    public Optional<Credentials> find() {
        return Optional.of(keys(token()));
    }

    @Override
    public String advice() {
        return "SSO of " + profile.shown() + ". " + login;
    }

    private Secret token() {
        Instant now = caller.clock().now();
        SsoToken token = SsoToken.read(file, login);
        if (token.endsWithin(EARLY, now) && hasSession && token.renewable(now)) {
            token = renew(token, now);
        }
        if (token.endsWithin(Duration.ZERO, now)) {
            throw profile.refused("has an SSO session that has expired. " + login);
        }
        return token.accessToken();
    }

    private SsoToken renew(SsoToken old, Instant now) {
        try {
            Json answer = KeysJson.object(caller.ask(renewal(old)), "SSO");
            SsoToken fresh = old.renewed(answer, now);
            keep(fresh);
            return fresh;
        } catch (CloudException e) {
            if (old.endsWithin(Duration.ZERO, now)) {
                throw e.toBuilder()
                        .message(profile.shown() + " has an SSO session that has expired and could not be renewed: "
                                + e.getMessage() + ". " + login)
                        .build();
            }
            return old; // still good for a few minutes
        }
    }

    /** The renewed token works all the same where its file can't be written. */
    private static void keep(SsoToken fresh) {
        try {
            fresh.write();
        } catch (IOException e) {
            LOG.warn(
                    "The renewed SSO token could not be written to its cache file: {}",
                    e.getClass().getSimpleName());
        }
    }

    private HttpRequest renewal(SsoToken old) {
        URI endpoint = AwsEndpoints.of("SSO_OIDC", AwsPartition.of(region).host("oidc", region), caller.environment());
        byte[] json = Json.of(old.renewal()).bytes();
        return HttpRequest.of(
                "POST", URI.create(endpoint + "/token"), HttpHeaders.empty(), HttpBody.of("application/json", json));
    }

    private Credentials keys(Secret token) {
        URI endpoint = AwsEndpoints.of("SSO", AwsPartition.of(region).host("portal.sso", region), caller.environment());
        String query = "?role_name=" + Rfc3986.component(profile.require("sso_role_name")) + "&account_id="
                + Rfc3986.component(profile.require("sso_account_id"));
        HttpRequest request = HttpRequest.of(
                "GET",
                URI.create(endpoint + "/federation/credentials" + query),
                HttpHeaders.of("x-amz-sso_bearer_token", token.reveal()));
        return keys(KeysJson.object(ask(request), "SSO").at("roleCredentials"));
    }

    private byte[] ask(HttpRequest request) {
        try {
            return caller.ask(request);
        } catch (CloudException e) {
            boolean again = e.code() == ErrorCode.UNAUTHENTICATED;
            throw e.toBuilder()
                    .message(profile.shown() + " got no keys from SSO: " + e.getMessage() + (again ? ". " + login : ""))
                    .build();
        }
    }

    private static Credentials keys(Json json) {
        String id = json.text("accessKeyId");
        String secret = json.text("secretAccessKey");
        if (id.isEmpty() || secret.isEmpty()) {
            throw KeysJson.bad("SSO", "holds no accessKeyId and secretAccessKey");
        }
        return AwsCredentials.of(
                id,
                Secret.of(secret),
                Secret.of(json.text("sessionToken")),
                Instant.ofEpochMilli(json.number("expiration").orElse(0)),
                "SSO");
    }
}
