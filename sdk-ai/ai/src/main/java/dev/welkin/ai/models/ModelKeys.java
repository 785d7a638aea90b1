package dev.welkin.ai.models;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * Ed25519 keys that sign models. As text they are what {@code openssl genpkey -algorithm ed25519} writes, with or
 * without its first and last line.
 */
public final class ModelKeys {
    static final String ALGORITHM = "Ed25519";
    private static final String PEM_LINE = "-----[A-Z ]+-----";

    private ModelKeys() {}

    /**
     * Makes a pair of keys.
     *
     * @return the private one signs, the public one is given to whoever loads
     */
    public static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw CloudException.of(ErrorCode.UNSUPPORTED, "This Java can't make Ed25519 keys: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a public key.
     *
     * @param text its X.509 form in Base64, or a PEM file's content
     * @return the key
     * @throws CloudException INVALID_ARGUMENT if it is none
     */
    public static PublicKey publicKey(String text) {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(decoded(text)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "This is no public Ed25519 key; give the PUBLIC KEY file that openssl pkey -pubout writes",
                    e);
        }
    }

    /**
     * Reads a private key.
     *
     * @param text its PKCS #8 form in Base64, or a PEM file's content
     * @return the key
     * @throws CloudException INVALID_ARGUMENT if it is none
     */
    public static PrivateKey privateKey(Secret text) {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(decoded(text.reveal())));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "This is no private Ed25519 key; give the PRIVATE KEY file that openssl genpkey writes");
        }
    }

    /** The JDK calls such a key Ed25519 or, as a family, EdDSA. */
    static <K extends Key> K check(K key) {
        if (!key.getAlgorithm().equals(ALGORITHM) && !key.getAlgorithm().equals("EdDSA")) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "Models are signed by Ed25519 keys, and this one is of " + key.getAlgorithm()
                            + "; make one with ModelKeys.generate()");
        }
        return key;
    }

    private static byte[] decoded(String text) {
        return Base64.getMimeDecoder().decode(text.replaceAll(PEM_LINE, ""));
    }
}
