package dev.welkin.aws;

import dev.welkin.http.HttpBody;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/**
 * What a signature says about the request's body: the last line of the canonical request. Immutable.
 *
 * @param value the SHA-256 of the body in lower-case hex, or one of AWS's words such as {@code UNSIGNED-PAYLOAD}
 */
public record PayloadHash(String value) {
    private static final PayloadHash EMPTY = of(new byte[0]);
    private static final PayloadHash UNSIGNED = new PayloadHash("UNSIGNED-PAYLOAD");
    private static final PayloadHash UNSIGNED_TRAILER = new PayloadHash("STREAMING-UNSIGNED-PAYLOAD-TRAILER");

    /**
     * Signs no body.
     *
     * @return the hash of nothing
     */
    public static PayloadHash empty() {
        return EMPTY;
    }

    /**
     * Signs a body.
     *
     * @param body the whole body
     * @return its hash
     */
    public static PayloadHash of(byte[] body) {
        return new PayloadHash(Sha256.hex(Sha256.of(body)));
    }

    /**
     * Signs a body that can be written again.
     *
     * @param body the whole body; it is written once for its hash
     * @return its hash
     */
    public static PayloadHash of(HttpBody body) {
        MessageDigest digest = Sha256.digest();
        try {
            body.writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        } catch (IOException e) {
            throw new UncheckedIOException("a hash takes every byte", e);
        }
        return new PayloadHash(Sha256.hex(digest.digest()));
    }

    /**
     * Leaves the body out of the signature: S3 over https, where the connection protects it.
     *
     * @return {@code UNSIGNED-PAYLOAD}
     */
    public static PayloadHash unsigned() {
        return UNSIGNED;
    }

    /**
     * Leaves the body out of the signature and says that it comes in {@code aws-chunked} framing with a trailing
     * checksum.
     *
     * @return {@code STREAMING-UNSIGNED-PAYLOAD-TRAILER}
     */
    public static PayloadHash unsignedTrailer() {
        return UNSIGNED_TRAILER;
    }
}
