package dev.welkin.ai.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.storage.Bucket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whom a registry believes. */
class ModelSignatureTest {
    private static final ModelDescription ABOUT = ModelDescription.of("test", "raw");

    private final Cloud cloud = Cloud.inMemory();
    private final Bucket bucket = Bucket.open(cloud, "models");
    private final ModelRegistry open = ModelRegistry.on(bucket);
    private final KeyPair ours = ModelKeys.generate();
    private final KeyPair theirs = ModelKeys.generate();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void signedVersionLoadsWhereItsKeyIsTrusted() {
        open.signedBy(ours.getPrivate()).publish("m", model("one"));
        assertThat(text(open.trustedKeys(theirs.getPublic(), ours.getPublic()))).isEqualTo("one");
        assertThat(text(open)).isEqualTo("one");
    }

    @Test
    void unsignedVersionNeverLoadsWhereKeysAreNamed() {
        open.publish("m", model("one"));
        ModelRegistry strict = open.trustedKeys(ours.getPublic());
        assertRefused(() -> strict.load("m"), "not signed");
        assertRefused(() -> strict.resolve("m:1"), "not signed");
        assertRefused(() -> strict.promote("m@prod", 1), "not signed");
        assertRefused(() -> strict.versions("m"), "not signed");
    }

    @Test
    void versionSignedBySomebodyElseNeverLoads() {
        open.signedBy(theirs.getPrivate()).publish("m", model("one"));
        assertRefused(() -> open.trustedKeys(ours.getPublic()).load("m"), "another key");
    }

    @Test
    void everyAlteredByteOfTheManifestIsSeen() {
        open.signedBy(ours.getPrivate()).publish("m", model("one"));
        ModelRegistry strict = open.trustedKeys(ours.getPublic());
        byte[] manifest = bucket.getBytes("models/m/1/manifest.json");
        for (int i = 0; i < manifest.length; i++) {
            byte[] altered = manifest.clone();
            altered[i] ^= 1;
            bucket.put("models/m/1/manifest.json", altered);
            assertRefused(() -> strict.load("m:1"), "altered");
        }
    }

    @Test
    void alteredFileUnderASignedManifestIsCorrupted() {
        open.signedBy(ours.getPrivate()).publish("m", model("one"));
        bucket.put("models/m/1/files/w.bin", "two".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> text(open.trustedKeys(ours.getPublic())))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED));
    }

    @Test
    void signatureOfOneVersionDoesNotServeAnother() {
        ModelRegistry signing = open.signedBy(ours.getPrivate());
        signing.publish("m", model("one"));
        signing.publish("m", model("two"));
        bucket.put("models/m/2/manifest.json", bucket.getBytes("models/m/1/manifest.json"));
        bucket.put("models/m/2/manifest.sig", bucket.getBytes("models/m/1/manifest.sig"));
        assertThatThrownBy(() -> open.trustedKeys(ours.getPublic()).load("m:2"))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED))
                .hasMessageContaining("it says it is m:1");
    }

    @Test
    void signatureThatIsNoneIsRefused() {
        open.signedBy(ours.getPrivate()).publish("m", model("one"));
        for (int length : new int[] {0, 1, 63, 64, 65, 100_000}) {
            bucket.put("models/m/1/manifest.sig", new byte[length]);
            assertRefused(() -> open.trustedKeys(ours.getPublic()).load("m"), "another key");
        }
    }

    @Test
    void codeIsRefusedUnlessSignedOrTrusted() {
        open.publish("m", model("one"));
        open.signedBy(ours.getPrivate()).publish("m", model("two"));
        assertThatThrownBy(() -> open.load("m:1", new Code()))
                .isInstanceOfSatisfying(CloudException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.REFUSED);
                    assertThat(e.reason()).isEqualTo("code");
                })
                .hasMessageContaining("trustedKeys")
                .hasMessageContaining("trusted(true)");
        assertThat(open.trusted(true).load("m:1", new Code())).isEqualTo("one");
        assertThat(open.trustedKeys(ours.getPublic()).load("m:2", new Code())).isEqualTo("two");
        assertRefused(() -> open.trustedKeys(ours.getPublic()).trusted(true).load("m:1", new Code()), "not signed");
    }

    @Test
    void keysAreReadFromText() {
        Base64.Encoder lines = Base64.getMimeEncoder();
        String publicKey = "-----BEGIN PUBLIC KEY-----\n"
                + lines.encodeToString(ours.getPublic().getEncoded()) + "\n-----END PUBLIC KEY-----\n";
        assertThat(ModelKeys.publicKey(publicKey)).isEqualTo(ours.getPublic());
        Secret privateKey = Secret.of(lines.encodeToString(ours.getPrivate().getEncoded()));
        assertThat(ModelKeys.privateKey(privateKey)).isEqualTo(ours.getPrivate());
    }

    @Test
    void keysOfAnotherKindAreRefused() throws GeneralSecurityException {
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        assertInvalid(() -> open.signedBy(rsa.getPrivate()), "of RSA");
        assertInvalid(() -> open.trustedKeys(rsa.getPublic()), "of RSA");
        assertInvalid(() -> open.trustedKeys(), "No key");
        assertInvalid(() -> ModelKeys.publicKey("no key"), "no public Ed25519 key");
        assertThatThrownBy(() -> ModelKeys.privateKey(Secret.of("canary-7d1f")))
                .hasMessageContaining("no private Ed25519 key")
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }

    private static Model model(String text) {
        return Model.of(ABOUT, Map.of("w.bin", text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(ModelRegistry registry) {
        return new String(registry.load("m").bytes("w.bin"), StandardCharsets.UTF_8);
    }

    private static void assertRefused(ThrowingCallable call, String words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(CloudException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.REFUSED);
                    assertThat(e.reason()).isEqualTo("signature");
                })
                .hasMessageContaining(words);
    }

    private static void assertInvalid(ThrowingCallable call, String words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                .hasMessageContaining(words);
    }

    /** A format whose files a program would run. */
    private static final class Code implements ModelFormat<String> {
        @Override
        public String name() {
            return "raw";
        }

        @Override
        public boolean isCode() {
            return true;
        }

        @Override
        public String read(PublishedModel published) {
            return new String(published.bytes("w.bin"), StandardCharsets.UTF_8);
        }
    }
}
