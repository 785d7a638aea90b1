package dev.welkin.ai.models;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who signs, and whose signatures count: Ed25519 of RFC 8032 over the manifest's bytes as they lie in the bucket. */
record Signatures(@Nullable PrivateKey signer, List<PublicKey> trusted, boolean codeTrusted) {
    static final Signatures NONE = new Signatures(null, List.of(), false);

    /** The length of a signature. */
    static final int BYTES = 64;

    Signatures signedBy(PrivateKey key) {
        return new Signatures(ModelKeys.check(key), trusted, codeTrusted);
    }

    Signatures trusting(List<PublicKey> keys) {
        if (keys.isEmpty()) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, "No key was given to be trusted; leave trustedKeys out, or give one");
        }
        return new Signatures(signer, keys.stream().map(ModelKeys::check).toList(), codeTrusted);
    }

    Signatures trusted(boolean value) {
        return new Signatures(signer, trusted, value);
    }

    boolean areRequired() {
        return !trusted.isEmpty();
    }

    Optional<byte[]> sign(byte[] manifest) {
        return Optional.ofNullable(signer).map(key -> sign(key, manifest));
    }

    void verify(byte[] manifest, Optional<byte[]> signature, String key) {
        byte[] given = signature.orElseThrow(() -> refused(key, "it is not signed"));
        if (trusted.stream().noneMatch(trustedKey -> matches(trustedKey, manifest, given))) {
            throw refused(key, "its signature is of another key, or it was altered since it was signed");
        }
    }

    /** What has come through {@link #verify} is vouched for. */
    void requireTrust(String reference) {
        if (!areRequired() && !codeTrusted) {
            throw CloudException.builder(
                            ErrorCode.REFUSED,
                            reference + " is code that would run here, and nobody vouches for it. Name the publisher's"
                                    + " key with ModelRegistry.trustedKeys, or trust whoever may write to the bucket"
                                    + " with trusted(true).")
                    .reason("code")
                    .build();
        }
    }

    private static byte[] sign(PrivateKey key, byte[] manifest) {
        try {
            Signature signature = Signature.getInstance(ModelKeys.ALGORITHM);
            signature.initSign(key);
            signature.update(manifest);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, "The key can't sign: " + e.getMessage(), e);
        }
    }

    private static boolean matches(PublicKey key, byte[] manifest, byte[] given) {
        try {
            Signature signature = Signature.getInstance(ModelKeys.ALGORITHM);
            signature.initVerify(key);
            signature.update(manifest);
            return signature.verify(given);
        } catch (SignatureException e) {
            return false; // not even of the right length
        } catch (GeneralSecurityException e) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, "The trusted key can't be used: " + e.getMessage(), e);
        }
    }

    private static CloudException refused(String key, String why) {
        return CloudException.builder(
                        ErrorCode.REFUSED,
                        "'" + key + "' is refused: " + why + ". Nothing was loaded; publish it with"
                                + " ModelRegistry.signedBy and a key that is trusted here.")
                .reason("signature")
                .resource(key)
                .build();
    }
}
