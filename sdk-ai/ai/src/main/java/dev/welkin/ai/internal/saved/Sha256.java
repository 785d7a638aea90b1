package dev.welkin.ai.internal.saved;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, which every Java has. */
public final class Sha256 {
    private Sha256() {}

    /**
     * Begins a digest.
     *
     * @return an empty one
     */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("every Java platform has SHA-256", e);
        }
    }

    /**
     * Digests bytes.
     *
     * @param bytes any number
     * @return 64 hexadecimal digits
     */
    public static String of(byte[] bytes) {
        return hex(digest().digest(bytes));
    }

    /**
     * Writes a digest.
     *
     * @param digest its bytes
     * @return hexadecimal digits
     */
    public static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }
}
