package dev.welkin.credentials;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What proves to a provider who is calling: named secrets, for example {@code accessKeyId} and {@code secretKey}.
 * Immutable; prints no value.
 *
 * @param values the secrets by name
 * @param expires when they stop working, or null if they do not
 * @param source where they came from, for errors and logs, for example {@code environment}
 */
public record Credentials(
        Map<String, Secret> values, @Nullable Instant expires, String source) {
    /** Copies the values. */
    public Credentials {
        values = Map.copyOf(values);
    }

    /**
     * Makes credentials that do not expire.
     *
     * @param source where they came from
     * @param values the secrets by name
     * @return the credentials
     */
    public static Credentials of(String source, Map<String, Secret> values) {
        return new Credentials(values, null, source);
    }

    /**
     * Returns a secret that must be there.
     *
     * @param name for example {@code secretKey}
     * @return the secret
     * @throws CloudException UNAUTHENTICATED if the source did not give it
     */
    public Secret require(String name) {
        Secret value = values.get(name);
        if (value == null) {
            throw CloudException.of(
                    ErrorCode.UNAUTHENTICATED, "The credentials from " + source + " hold no '" + name + "'");
        }
        return value;
    }

    /**
     * Returns a secret that may be there.
     *
     * @param name for example {@code sessionToken}
     * @return the secret, or empty
     */
    public Optional<Secret> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * Returns when they stop working.
     *
     * @return the time, or empty if they do not
     */
    public Optional<Instant> expiry() {
        return Optional.ofNullable(expires);
    }
}
