package dev.welkin.aws.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.spi.Json;
import dev.welkin.spi.Shown;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The token that {@code aws sso login} left in {@code ~/.aws/sso/cache}, which this program reads, and rewrites when it
 * has renewed it, as the other AWS tools do.
 */
final class SsoToken {
    private static final int MAX_BYTES = 64 * 1024;

    private final Path file;
    private final Json json;

    private SsoToken(Path file, Json json) {
        this.file = file;
        this.json = json;
    }

    /** The file is named by the SHA-1 of the session's name, or of the start URL where there is no session. */
    static Path file(Path awsFolder, String sessionOrStartUrl) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(sessionOrStartUrl.getBytes(StandardCharsets.UTF_8));
            return awsFolder
                    .resolve("sso")
                    .resolve("cache")
                    .resolve(HexFormat.of().formatHex(hash) + ".json");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-1", e);
        }
    }

    static SsoToken read(Path file, String login) {
        try (InputStream in = Files.newInputStream(file)) {
            Json json = Json.read(in.readNBytes(MAX_BYTES));
            if (!json.isObject()) {
                throw unusable("is no token", file, login);
            }
            return new SsoToken(file, json);
        } catch (NoSuchFileException e) {
            throw unusable("does not exist", file, login);
        } catch (IOException e) {
            throw unusable("cannot be read (" + e.getClass().getSimpleName() + ")", file, login);
        }
    }

    private static CloudException unusable(String what, Path file, String login) {
        return CloudException.of(
                ErrorCode.UNAUTHENTICATED, "The SSO token " + Shown.of(file) + " " + what + ". " + login);
    }

    Secret accessToken() {
        return Secret.of(json.text("accessToken"));
    }

    boolean endsWithin(Duration span, Instant now) {
        Instant end = time("expiresAt");
        return end == null
                || !end.isAfter(now.plus(span))
                || json.text("accessToken").isEmpty();
    }

    /** Tells whether the token can be renewed without its user: a registration that lasts, and a refresh token. */
    boolean renewable(Instant now) {
        Instant registered = time("registrationExpiresAt");
        return registered != null
                && registered.isAfter(now)
                && !json.text("refreshToken").isEmpty()
                && !json.text("clientId").isEmpty()
                && !json.text("clientSecret").isEmpty();
    }

    /** What the token service wants for a renewal. */
    Map<String, String> renewal() {
        return Map.of(
                "clientId", json.text("clientId"),
                "clientSecret", json.text("clientSecret"),
                "grantType", "refresh_token",
                "refreshToken", json.text("refreshToken"));
    }

    /** Takes what the token service answered. */
    SsoToken renewed(Json answer, Instant now) {
        Map<String, Object> fresh = new LinkedHashMap<>(json.fields());
        fresh.put("accessToken", answer.text("accessToken"));
        fresh.put(
                "expiresAt",
                now.plusSeconds(answer.number("expiresIn").orElse(0))
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString());
        if (!answer.text("refreshToken").isEmpty()) {
            fresh.put("refreshToken", answer.text("refreshToken"));
        }
        return new SsoToken(file, Json.of(fresh));
    }

    /** Puts the token in its file, whole or not at all, readable by its owner alone. */
    void write() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path temporary = Files.createTempFile(folder, "welkin", ".tmp"); // made with mode 0600
        try {
            Files.write(temporary, json.bytes());
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Older tools wrote {@code 2020-06-17T10:02:08UTC}. */
    private @Nullable Instant time(String field) {
        String text = json.text(field);
        return KeysJson.time(text.endsWith("UTC") ? text.substring(0, text.length() - 3) + "Z" : text, "the SSO cache");
    }
}
