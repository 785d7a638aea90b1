package dev.welkin.azure;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.credentials.Credentials;
import dev.welkin.spi.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;

/** The JSON in which token endpoints, metadata services and the {@code az} program answer. */
final class TokenAnswer {
    private final Json json;

    private TokenAnswer(Json json) {
        this.json = json;
    }

    /** Reads an answer; what is no JSON object reads as an empty one. */
    static TokenAnswer read(byte[] bytes) {
        return new TokenAnswer(Json.read(bytes));
    }

    /** Takes the token and its end out of an answer. */
    Credentials token(String source, Instant now) {
        String token = json.text("access_token", "accessToken");
        if (token.isEmpty()) {
            throw CloudException.of(
                    ErrorCode.UNAUTHENTICATED,
                    "The answer of " + source + " holds no access token; is it the right one?");
        }
        return new Credentials(Map.of(AzureAuth.TOKEN, Secret.of(token)), end(source, now), source);
    }

    String error() {
        return json.text("error");
    }

    String description() {
        return json.text("error_description").lines().findFirst().orElse("");
    }

    private Instant end(String source, Instant now) {
        try {
            if (!json.text("expires_in").isEmpty()) {
                return now.plusSeconds(Long.parseLong(json.text("expires_in")));
            }
            if (!json.text("expires_on").isEmpty()) {
                return Instant.ofEpochSecond(Long.parseLong(json.text("expires_on")));
            }
            // older az: the local time, as in 2026-01-31 08:05:01.000000
            return LocalDateTime.parse(json.text("expiresOn").replace(' ', 'T'))
                    .atZone(ZoneId.systemDefault())
                    .toInstant();
        } catch (NumberFormatException | DateTimeException e) {
            throw CloudException.of(
                    ErrorCode.UNAUTHENTICATED, "The answer of " + source + " does not say when its token ends");
        }
    }
}
