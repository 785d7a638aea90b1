package dev.welkin.storage.gcs;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;

/** The key of the service account that {@link FakeGcs} knows. */
final class FakeKey {
    static final String EMAIL = "kit@project-1.iam.gserviceaccount.com";

    private static final KeyPair PAIR = generate();

    private FakeKey() {}

    /** The file as Google hands it out. */
    static String file(String tokenUrl) {
        String key = Base64.getEncoder().encodeToString(PAIR.getPrivate().getEncoded());
        return "{\"type\":\"service_account\",\"private_key_id\":\"kid-1\",\"client_email\":\"" + EMAIL
                + "\",\"private_key\":\"-----BEGIN PRIVATE KEY-----\\n" + key
                + "\\n-----END PRIVATE KEY-----\\n\",\"token_uri\":\"" + tokenUrl + "\"}";
    }

    static boolean signed(String text, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(PAIR.getPublic());
            verifier.update(text.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
