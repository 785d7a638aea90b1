package dev.welkin.aws;

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
