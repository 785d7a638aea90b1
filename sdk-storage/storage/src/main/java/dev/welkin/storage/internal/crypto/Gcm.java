package dev.welkin.storage.internal.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256 in Galois/Counter Mode (NIST SP 800-38D): a random nonce of 96 bits in front, a tag of 128 bits behind. Under
 * one key far fewer than 2^32 messages are sealed, as random nonces allow.
 */
final class Gcm {
    static final int KEY_BYTES = 32;
    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;
    static final int OVERHEAD_BYTES = NONCE_BYTES + TAG_BYTES;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Gcm() {}

    static byte[] newKey() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return key;
    }

    static SecretKey key(byte[] bytes) {
        return new SecretKeySpec(bytes, "AES");
    }

    /** Seals a text for whoever has the key and knows what it belongs to. */
    static byte[] seal(SecretKey key, byte[] belongsTo, byte[] text, int offset, int length) {
        byte[] sealed = new byte[length + OVERHEAD_BYTES];
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        System.arraycopy(nonce, 0, sealed, 0, NONCE_BYTES);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, ByteBuffer.wrap(nonce));
            cipher.updateAAD(belongsTo);
            cipher.doFinal(text, offset, length, sealed, NONCE_BYTES);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES/GCM", e);
        }
    }

    /** Opens what was sealed for the same purpose; AEADBadTagException if anything of it was altered. */
    static byte[] open(SecretKey key, byte[] belongsTo, byte[] sealed, int offset, int length)
            throws AEADBadTagException {
        if (length < OVERHEAD_BYTES) {
            throw new AEADBadTagException("too short");
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, ByteBuffer.wrap(sealed, offset, NONCE_BYTES));
            cipher.updateAAD(belongsTo);
            return cipher.doFinal(sealed, offset + NONCE_BYTES, length - NONCE_BYTES);
        } catch (AEADBadTagException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES/GCM", e);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, ByteBuffer nonce) throws GeneralSecurityException {
        byte[] bytes = new byte[NONCE_BYTES];
        nonce.get(bytes);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, bytes));
        return cipher;
    }
}
