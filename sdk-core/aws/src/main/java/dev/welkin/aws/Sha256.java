package dev.welkin.aws;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SHA-256 and its HMAC, which every Java has. */
final class Sha256 {
    private static final String HMAC = "HmacSHA256";
    private static final HexFormat HEX = HexFormat.of();
    /** Nothing is ever put into it. */
    private static final MessageDigest EMPTY = newDigest();

    private Sha256() {}

    static byte[] of(byte[] bytes) {
        return digest().digest(bytes);
    }

    /** A copy costs less than looking for one. */
    static MessageDigest digest() {
        try {
            return (MessageDigest) EMPTY.clone();
        } catch (CloneNotSupportedException e) {
            return newDigest(); // some providers of cryptography can't copy
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw missing(e);
        }
    }

    static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw missing(e);
        }
    }

    private static IllegalStateException missing(Exception e) {
        return new IllegalStateException("This Java has no SHA-256", e);
    }
}
