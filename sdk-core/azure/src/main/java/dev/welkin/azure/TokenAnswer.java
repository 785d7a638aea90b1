package dev.welkin.azure;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.credentials.Credentials;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;

/** The JSON in which token endpoints, metadata services and the {@code az} program answer. */
final class TokenAnswer {
    private static final ObjectMapper MAPPER = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(50).build())
            .build());

    private final JsonNode json;

    private TokenAnswer(JsonNode json) {
        this.json = json;
    }

    /** Reads an answer; what is no JSON object reads as an empty one. */
    static TokenAnswer read(byte[] bytes) {
        try {
            return new TokenAnswer(MAPPER.readTree(bytes));
        } catch (IOException e) {
            // the parser's message would quote the answer, which may hold a token
            return new TokenAnswer(MAPPER.createObjectNode());
        }
    }

    /** Takes the token and its end out of an answer. */
    Credentials token(String source, Instant now) {
        String token = text("access_token", "accessToken");
        if (token.isEmpty()) {
            throw CloudException.of(
                    ErrorCode.UNAUTHENTICATED,
                    "The answer of " + source + " holds no access token; is it the right one?");
        }
        return new Credentials(Map.of(AzureAuth.TOKEN, Secret.of(token)), end(source, now), source);
    }

    String error() {
        return text("error");
    }

    String description() {
        return text("error_description").lines().findFirst().orElse("");
    }

    private Instant end(String source, Instant now) {
        try {
            if (!text("expires_in").isEmpty()) {
                return now.plusSeconds(Long.parseLong(text("expires_in")));
            }
            if (!text("expires_on").isEmpty()) {
                return Instant.ofEpochSecond(Long.parseLong(text("expires_on")));
            }
            // older az: the local time, as in 2026-01-31 08:05:01.000000
            return LocalDateTime.parse(text("expiresOn").replace(' ', 'T'))
                    .atZone(ZoneId.systemDefault())
                    .toInstant();
        } catch (NumberFormatException | DateTimeException e) {
            throw CloudException.of(
                    ErrorCode.UNAUTHENTICATED, "The answer of " + source + " does not say when its token ends");
        }
    }

    private String text(String... names) {
        for (String name : names) {
            if (json.path(name).isValueNode()) {
                return json.path(name).asText();
            }
        }
        return "";
    }
}
