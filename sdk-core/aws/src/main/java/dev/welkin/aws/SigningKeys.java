package dev.welkin.aws;

import dev.welkin.Secret;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The keys that signatures are made with, one a day and secret; deriving one costs four MACs, so the last is kept. */
final class SigningKeys {
    private static final String HMAC = "HmacSHA256";
    private static final HexFormat HEX = HexFormat.of();

    private final String region;
    private final String service;
    private volatile @Nullable Derived last;

    SigningKeys(String region, String service) {
        this.region = region;
        this.service = service;
    }

    /** Signs a text with the key of a day; in lower-case hexadecimal digits. */
    String sign(Secret secret, String day, String text) {
        Derived key = last;
        if (key == null || !key.fits(secret, day)) {
            key = new Derived(secret, day, derive(secret, day));
            last = key;
        }
        return HEX.formatHex(key.mac(text.getBytes(StandardCharsets.UTF_8)));
    }

    static String sha256(byte[] bytes, int offset, int length) {
        MessageDigest digest = sha256();
        digest.update(bytes, offset, length);
        return HEX.formatHex(digest.digest());
    }

    static String sha256(String text) {
        return HEX.formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Mac derive(Secret secret, String day) {
        byte[] key = ("AWS4" + secret.reveal()).getBytes(StandardCharsets.UTF_8);
        for (String step : new String[] {day, region, service, "aws4_request"}) {
            key = mac(key).doFinal(step.getBytes(StandardCharsets.UTF_8));
        }
        return mac(key);
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A key that is ready to be used, copied for each use. */
    private record Derived(Secret secret, String day, Mac ready) {
        boolean fits(Secret other, String otherDay) {
            return day.equals(otherDay) && secret.equals(other);
        }

        byte[] mac(byte[] bytes) {
            try {
                return ((Mac) ready.clone()).doFinal(bytes);
            } catch (CloneNotSupportedException e) {
                return shared(bytes);
            }
        }

        private byte[] shared(byte[] bytes) {
            synchronized (ready) {
                return ready.doFinal(bytes);
            }
        }
    }
}
