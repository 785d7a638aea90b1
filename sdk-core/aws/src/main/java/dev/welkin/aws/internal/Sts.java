package dev.welkin.aws.internal;

import dev.welkin.CloudException;
import dev.welkin.Secret;
import dev.welkin.aws.AwsCredentials;
import dev.welkin.aws.AwsPartition;
import dev.welkin.aws.PayloadHash;
import dev.welkin.aws.Rfc3986;
import dev.welkin.aws.SigV4;
import dev.welkin.credentials.Credentials;
import dev.welkin.http.HttpBody;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import dev.welkin.spi.Shown;
import dev.welkin.spi.XmlReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The AWS Security Token Service, which hands out the keys of roles (AWS STS API Reference). */
final class Sts {
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";
    private static final String GLOBAL_HOST = "sts.amazonaws.com";
    private static final String GLOBAL_REGION = "us-east-1";

    private final Caller caller;
    private final URI endpoint;
    private final SigV4 signer;

    /** Calls the endpoint of a region; without one, the global endpoint. */
    Sts(Caller caller, String region) {
        this.caller = caller;
        String host = region.isEmpty() ? GLOBAL_HOST : AwsPartition.of(region).host("sts", region);
        this.endpoint = AwsEndpoints.of("STS", host, caller.environment());
        this.signer = SigV4.of("sts", region.isEmpty() ? GLOBAL_REGION : region, caller.clock());
    }

    Credentials assumeRole(Credentials by, Role role) {
        byte[] form = form("AssumeRole", role, Map.of());
        HttpRequest signed = signer.sign(post(form), by, PayloadHash.of(form));
        return ask(signed, role, "role " + role.arn() + " assumed with keys of " + by.source());
    }

    Credentials assumeRoleWithWebIdentity(Secret token, Role role) {
        byte[] form = form("AssumeRoleWithWebIdentity", role, Map.of("WebIdentityToken", token));
        return ask(post(form), role, "role " + role.arn() + " assumed with a web identity");
    }

    private Credentials ask(HttpRequest request, Role role, String source) {
        try {
            return keys(caller.ask(request), source);
        } catch (CloudException e) {
            throw e.toBuilder()
                    .message("The role " + Shown.of(role.arn()) + " cannot be assumed: " + e.getMessage())
                    .build();
        }
    }

    private HttpRequest post(byte[] form) {
        return HttpRequest.of("POST", endpoint.resolve("/"), HttpHeaders.empty(), HttpBody.of(FORM, form));
    }

    private byte[] form(String action, Role role, Map<String, Secret> secrets) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Action", action);
        fields.put("Version", "2011-06-15");
        fields.put("RoleArn", role.arn());
        fields.put("RoleSessionName", sessionName(role.sessionName()));
        put(fields, "ExternalId", role.externalId());
        put(fields, "DurationSeconds", role.durationSeconds());
        secrets.forEach((name, value) -> fields.put(name, value.reveal()));
        return fields.entrySet().stream()
                .map(f -> f.getKey() + '=' + Rfc3986.component(f.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private String sessionName(@Nullable String given) {
        return given == null ? "welkin-" + caller.clock().now().toEpochMilli() : given;
    }

    private static void put(Map<String, String> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    private static Credentials keys(byte[] xml, String source) {
        Map<String, String> texts = new HashMap<>();
        XmlReader.read(xml, (depth, name, text) -> texts.put(name, text.strip()));
        String id = texts.getOrDefault("AccessKeyId", "");
        String secret = texts.getOrDefault("SecretAccessKey", "");
        if (id.isEmpty() || secret.isEmpty()) {
            throw KeysJson.bad("STS", "holds no AccessKeyId and SecretAccessKey");
        }
        return AwsCredentials.of(
                id,
                Secret.of(secret),
                Secret.of(texts.getOrDefault("SessionToken", "")),
                KeysJson.time(texts.getOrDefault("Expiration", ""), "STS"),
                source);
    }
}
