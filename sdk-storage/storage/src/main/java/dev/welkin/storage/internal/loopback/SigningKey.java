package dev.welkin.storage.internal.loopback;

import dev.welkin.storage.PresignedRequest.Verb;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs URLs with HMAC-SHA256 (RFC 2104) under a random key that never leaves this process. */
final class SigningKey {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PARAMETER = "&signature=";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;

    SigningKey() {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, ALGORITHM);
    }

    /** Adds the signature to a path with a query. */
    String sign(Verb verb, String pathAndQuery) {
        return pathAndQuery + PARAMETER + HexFormat.of().formatHex(mac(verb.name(), pathAndQuery));
    }

    /** Tells whether this key signed a URL for a method; takes as long whatever is wrong with the signature. */
    boolean signed(String method, URI uri) {
        String text = uri.getRawPath() + "?" + uri.getRawQuery();
        int at = text.lastIndexOf(PARAMETER);
        if (at < 0) {
            return false;
        }
        String expected = HexFormat.of().formatHex(mac(method, text.substring(0, at)));
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8),
                text.substring(at + PARAMETER.length()).getBytes(StandardCharsets.UTF_8));
    }

    private byte[] mac(String method, String pathAndQuery) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal((method + "\n" + pathAndQuery).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new LinkageError("every JDK has " + ALGORITHM, e);
        }
    }
}
