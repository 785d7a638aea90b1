package dev.welkin.storage;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a presigned request allows.
 *
 * @param expires for how long it works; 15 minutes by default, at most 7 days
 * @param contentType the Content-Type that a PUT must send, or null for any; on GET the one that the answer names
 * @param lengthBytes the length that a PUT must send, or null for any
 * @param sha256 the SHA-256 of the bytes that a PUT must send, as 64 hexadecimal digits, or null for any
 */
public record PresignOptions(
        Duration expires,
        @Nullable String contentType,
        @Nullable Long lengthBytes,
        @Nullable String sha256) {
    /** 15 minutes. */
    public static final Duration DEFAULT_EXPIRES = Duration.ofMinutes(15);

    /** 7 days. */
    public static final Duration MAX_EXPIRES = Duration.ofDays(7);

    private static final PresignOptions DEFAULTS = new PresignOptions(DEFAULT_EXPIRES, null, null, null);

    /** Checks the values. */
    public PresignOptions {
        if (expires.compareTo(Duration.ofSeconds(1)) < 0 || expires.compareTo(MAX_EXPIRES) > 0) {
            throw bad("expires is " + expires + "; it must be between 1 second and 7 days");
        }
        if (lengthBytes != null && lengthBytes < 0) {
            throw bad("lengthBytes is " + lengthBytes + "; leave it out to allow any length");
        }
        if (sha256 != null && !sha256.matches("[0-9a-f]{64}")) {
            throw bad("sha256 must be 64 lower-case hexadecimal digits");
        }
        if (contentType != null) {
            ObjectAttributes.NONE.withContentType(contentType);
        }
    }

    /**
     * Returns the defaults.
     *
     * @return 15 minutes, any type, length and bytes
     */
    public static PresignOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Returns the defaults with a life of its own.
     *
     * @param expires for how long it works
     * @return options
     */
    public static PresignOptions expires(Duration expires) {
        return DEFAULTS.withExpires(expires);
    }

    /**
     * Returns these options with another life.
     *
     * @param value for how long it works
     * @return new options
     */
    public PresignOptions withExpires(Duration value) {
        return new PresignOptions(value, contentType, lengthBytes, sha256);
    }

    /**
     * Returns these options with another content type.
     *
     * @param value for example {@code image/jpeg}, or null for any
     * @return new options
     */
    public PresignOptions withContentType(@Nullable String value) {
        return new PresignOptions(expires, value, lengthBytes, sha256);
    }

    /**
     * Returns these options with another length.
     *
     * @param value bytes, or null for any
     * @return new options
     */
    public PresignOptions withLengthBytes(@Nullable Long value) {
        return new PresignOptions(expires, contentType, value, sha256);
    }

    /**
     * Returns these options with another checksum.
     *
     * @param value 64 lower-case hexadecimal digits, or null for any
     * @return new options
     */
    public PresignOptions withSha256(@Nullable String value) {
        return new PresignOptions(expires, contentType, lengthBytes, value);
    }

    private static CloudException bad(String message) {
        return CloudException.of(ErrorCode.INVALID_ARGUMENT, "PresignOptions: " + message);
    }
}
