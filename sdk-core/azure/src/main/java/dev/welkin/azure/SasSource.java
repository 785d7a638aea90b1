package dev.welkin.azure;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.credentials.CredentialSource;
import dev.welkin.credentials.Credentials;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shared access signatures that were made elsewhere; they tell when they end.
 *
 * @param tokens finds {@code sasToken}
 */
record SasSource(CredentialSource tokens) implements CredentialSource {
    @Override
    public Optional<Credentials> find() {
        return tokens.find().map(SasSource::read);
    }

    @Override
    public String advice() {
        return tokens.advice();
    }

    private static Credentials read(Credentials found) {
        String text = found.require(AzureAuth.SAS).reveal().strip();
        String token = text.startsWith("?") ? text.substring(1) : text;
        if (!token.matches("[\\x21-\\x7e]+") || field(token, "sig").isEmpty()) {
            throw CloudException.of(
                    ErrorCode.UNAUTHENTICATED,
                    "The sasToken from " + found.source() + " is none: it must look like sv=..&se=..&sig=..");
        }
        return new Credentials(Map.of(AzureAuth.SAS, Secret.of(token)), end(token), found.source());
    }

    /** A token that refers to a stored policy need not name its end. */
    private static @Nullable Instant end(String token) {
        try {
            String end = field(token, "se").orElse("");
            if (end.isEmpty()) {
                return null;
            }
            return end.contains("T")
                    ? OffsetDateTime.parse(end).toInstant()
                    : LocalDate.parse(end).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Optional<String> field(String token, String name) {
        return Arrays.stream(token.split("&", -1))
                .filter(part -> part.startsWith(name + "="))
                .map(part -> part.substring(name.length() + 1))
                .map(value -> URLDecoder.decode(value, StandardCharsets.UTF_8))
                .findFirst();
    }
}
