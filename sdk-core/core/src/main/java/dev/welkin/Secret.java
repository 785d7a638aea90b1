package dev.welkin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A value that must not be seen: it prints {@code ***}, has no serial form, and compares in constant time. Immutable.
 */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /**
     * Wraps a value.
     *
     * @param value the secret text
     * @return the secret
     */
    public static Secret of(String value) {
        return new Secret(value);
    }

    /**
     * Hands out the value, for the one place that sends it. Never log or store the result.
     *
     * @return the secret text
     */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
    }

    @Override
    public int hashCode() {
        return 0; // a real hash would leak bits of the value into logs of hash codes
    }

    /** Prints {@code ***}, always. */
    @Override
    public String toString() {
        return "***";
    }

    private byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
