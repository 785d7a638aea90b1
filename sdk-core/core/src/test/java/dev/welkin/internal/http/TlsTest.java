package dev.welkin.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.http.ClientCertificate;
import dev.welkin.http.HttpOptions;
import dev.welkin.testkit.ChildJvm;
import dev.welkin.testkit.FaultReply;
import dev.welkin.testkit.FaultServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest extends HttpTestBase {
    private final HeldCertificate ca =
            new HeldCertificate.Builder().certificateAuthority(0).build();

    @Test
    void anExtraCaIsTrusted(@TempDir Path folder) throws IOException {
        Path pem = Files.writeString(folder.resolve("ca.pem"), ca.certificatePem());
        HttpOptions options = HttpOptions.defaults().toBuilder().extraCa(pem).build();
        byte[] large = new byte[300_000];
        try (FaultServer server = server(certificate("127.0.0.1").build(), false)) {
            server.always(FaultReply.of(200).body(large));
            assertThat(text(get(server.uri("/")), options)).hasSize(large.length);
            assertThat(text(post(server.uri("/"), "x".repeat(200_000)), options))
                    .hasSize(large.length);
            assertThat(server.requests().get(1).body()).hasSize(200_000);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void anUnknownCaIsRefused() {
        try (FaultServer server = server(certificate("127.0.0.1").build(), false)) {
            refused(server, HttpOptions.defaults(), "tls_unknown_ca", "unknown authority");
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefused() {
        try (FaultServer server = server(certificate("storage.example").build(), false)) {
            refused(server, trusting().build(), "tls_hostname", "another host");
        }
    }

    @Test
    void anExpiredCertificateIsRefused() {
        long now = System.currentTimeMillis();
        HeldCertificate.Builder expired =
                certificate("127.0.0.1").validityInterval(now - TimeUnit.DAYS.toMillis(9), now - 1000);
        try (FaultServer server = server(expired.build(), false)) {
            refused(server, trusting().build(), "tls_expired", "out of its time");
        }
    }

    @Test
    void aServerCanAskForTheClientsCertificate() {
        HeldCertificate client = certificate("client").build();
        ClientCertificate held = ClientCertificate.pem(client.certificatePem(), Secret.of(client.privateKeyPkcs8Pem()));
        try (FaultServer server = server(certificate("127.0.0.1").build(), true)) {
            server.always(FaultReply.ok("hello, client"));
            HttpOptions known = trusting().clientCertificate(held).build();
            assertThat(text(get(server.uri("/")), known)).isEqualTo("hello, client");
            assertThat(failure(() -> text(get(server.uri("/")), trusting().build()))
                            .code())
                    .isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aClientCertificateMayStandInAPkcs12File(@TempDir Path folder) throws Exception {
        HeldCertificate client = certificate("client").build();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] password = "canary".toCharArray();
        store.setKeyEntry("me", client.keyPair().getPrivate(), password, new Certificate[] {client.certificate()});
        Path file = folder.resolve("client.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password);
        }
        ClientCertificate held = ClientCertificate.pkcs12(file, Secret.of("canary"));
        try (FaultServer server = server(certificate("127.0.0.1").build(), true)) {
            server.always(FaultReply.ok("hello, client"));
            assertThat(text(
                            get(server.uri("/")),
                            trusting().clientCertificate(held).build()))
                    .isEqualTo("hello, client");
        }
        CloudException e = failure(() -> ClientCertificate.pkcs12(file, Secret.of("wrong-canary")));
        assertThat(e).hasMessageContaining("client.p12").hasMessageContaining("password");
        assertThat(e.toString()).doesNotContain("canary");
    }

    @Test
    void tlsBelowOneDotTwoIsRefusedEvenWhereTheJvmAllowsIt() {
        try (ChildJvm lax = ChildJvm.start(OldTls.class)) {
            assertThat(lax.exitCode(Duration.ofSeconds(60))).isZero();
            assertThat(lax.output()).contains("another client speaks TLSv1.1", "ours says UNAVAILABLE tls");
        }
    }

    @Test
    void aBrokenClientKeyIsAnErrorThatDoesNotQuoteIt() {
        CloudException e =
                failure(() -> ClientCertificate.pem(ca.certificatePem(), Secret.of("canary, which is no key")));
        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(e).hasMessageContaining("PKCS#8").hasNoCause();
        assertThat(e.toString()).doesNotContain("canary");
    }

    @Test
    void optionsDoNotPrintTheClientsKey() {
        HttpOptions options = trusting()
                .clientCertificate(ClientCertificate.pem(ca.certificatePem(), Secret.of(ca.privateKeyPkcs8Pem())))
                .build();
        assertThat(options.toString()).contains("clientCertificate=***").doesNotContain("PRIVATE KEY");
    }

    private void refused(FaultServer server, HttpOptions options, String reason, String words) {
        CloudException e = failure(() -> text(get(server.uri("/")), options));
        assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(e.reason()).isEqualTo(reason);
        assertThat(e).hasMessageContaining(words);
        assertThat(e.retryable()).isFalse();
        assertThat(server.requests()).isEmpty();
    }

    private HttpOptions.Builder trusting() {
        return HttpOptions.defaults().toBuilder().extraCa(ca.certificatePem());
    }

    private HeldCertificate.Builder certificate(String name) {
        return new HeldCertificate.Builder().signedBy(ca).commonName(name).addSubjectAlternativeName(name);
    }

    private FaultServer server(HeldCertificate certificate, boolean clientCertificate) {
        HandshakeCertificates held = new HandshakeCertificates.Builder()
                .heldCertificate(certificate, ca.certificate())
                .addTrustedCertificate(ca.certificate())
                .build();
        return FaultServer.start(held.sslContext(), clientCertificate);
    }
}
