package dev.welkin.google;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;

/** A service account with a key of its own. */
final class TestKey {
    static final String EMAIL = "app@project-1.iam.gserviceaccount.com";

    private final KeyPair pair;

    TestKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            pair = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The line in the middle of the key, which must show nowhere. */
    String canary() {
        return Base64.getEncoder()
                .encodeToString(pair.getPrivate().getEncoded())
                .substring(400, 464);
    }

    String json(String tokenUrl) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(pair.getPrivate().getEncoded())
                .replace("\n", "\\n");
        return "{\"type\":\"service_account\",\"project_id\":\"project-1\",\"private_key_id\":\"kid-1\",\"client_email\":\""
                + EMAIL + "\",\"private_key\":\"-----BEGIN PRIVATE KEY-----\\n" + body
                + "\\n-----END PRIVATE KEY-----\\n\",\"token_uri\":\"" + tokenUrl + "\"}";
    }

    Path write(Path file, String tokenUrl) throws IOException {
        return Files.writeString(file, json(tokenUrl));
    }

    boolean signed(byte[] bytes, byte[] signature) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(pair.getPublic());
        verifier.update(bytes);
        return verifier.verify(signature);
    }
}
