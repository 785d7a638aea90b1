package dev.welkin.aws.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.aws.AwsCredentials;
import dev.welkin.credentials.Credentials;
import dev.welkin.spi.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** The JSON in which processes, containers and instance metadata hand out keys. */
final class KeysJson {
    private KeysJson() {}

    static Credentials read(byte[] bytes, String source) {
        Json json = object(bytes, source);
        String id = json.text("AccessKeyId");
        String secret = json.text("SecretAccessKey");
        String session = json.text("SessionToken", "Token");
        if (id.isEmpty() || secret.isEmpty()) {
            throw bad(source, "holds no AccessKeyId and SecretAccessKey");
        }
        return AwsCredentials.of(
                id,
                Secret.of(secret),
                session.isEmpty() ? null : Secret.of(session),
                time(json.text("Expiration"), source),
                source);
    }

    static Json object(byte[] bytes, String source) {
        Json json = Json.read(bytes);
        if (!json.isObject()) {
            throw bad(source, "is not a JSON object");
        }
        return json;
    }

    static @Nullable Instant time(String text, String source) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw bad(source, "holds an expiry that is not a time such as 2026-01-01T00:00:00Z");
        }
    }

    static CloudException bad(String source, String what) {
        return CloudException.of(ErrorCode.UNAUTHENTICATED, "The answer of " + source + " " + what);
    }
}
