package dev.welkin.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.http.HttpOptions;
import dev.welkin.http.ProxyOptions;
import dev.welkin.testkit.FaultReply;
import dev.welkin.testkit.FaultServer;
import dev.welkin.testkit.ProxyServer;
import java.net.URI;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

class ProxyTest extends HttpTestBase {
    private static final Secret PASSWORD = Secret.of("canary");
    private static final URI PLAIN = URI.create("http://storage.example/a?b=c");

    @Test
    void plainHttpGoesThroughTheProxyWithItsUser() {
        try (FaultServer server = FaultServer.start();
                ProxyServer proxy = ProxyServer.start(server.port(), "ann", PASSWORD.reveal())) {
            server.always(FaultReply.ok("hello"));
            assertThat(text(get(PLAIN), through(at(proxy).user("ann", PASSWORD))))
                    .isEqualTo("hello");
            assertThat(proxy.requests()).containsExactly("GET http://storage.example/a?b=c HTTP/1.1");
            assertThat(server.requests().get(0).header("Proxy-Authorization")).isEmpty();
        }
    }

    @Test
    void httpsGoesThroughATunnelWithTheProxysUser() {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("storage.example")
                .build();
        HandshakeCertificates held =
                new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        try (FaultServer server = FaultServer.start(held.sslContext());
                ProxyServer proxy = ProxyServer.start(server.port(), "ann", PASSWORD.reveal())) {
            server.always(FaultReply.ok("hello"));
            HttpOptions options = through(at(proxy).user("ann", PASSWORD)).toBuilder()
                    .extraCa(certificate.certificatePem())
                    .build();
            assertThat(text(get(URI.create("https://storage.example/a")), options))
                    .isEqualTo("hello");
            assertThat(proxy.requests()).containsExactly("CONNECT storage.example:443 HTTP/1.1");
            assertThat(server.requests().get(0).target()).isEqualTo("/a");
            assertThat(server.requests().get(0).header("Proxy-Authorization")).isEmpty();
        }
    }

    @Test
    void aProxyThatRefusesTheUserIsUnauthenticated() {
        try (ProxyServer proxy = ProxyServer.start(1, "ann", PASSWORD.reveal())) {
            for (String url : new String[] {"http://storage.example/", "https://storage.example/"}) {
                for (ProxyOptions options :
                        new ProxyOptions[] {at(proxy), at(proxy).user("ann", Secret.of("wrong"))}) {
                    CloudException e = failure(() -> text(get(URI.create(url)), through(options)));
                    assertThat(e.code()).as("%s by %s", e, e.getCause()).isEqualTo(ErrorCode.UNAUTHENTICATED);
                    assertThat(e.reason()).isEqualTo("proxy_auth");
                }
            }
            assertThat(proxy.requests()).isEmpty();
        }
    }

    @Test
    void loopbackAndExclusionsAreAskedDirectly() {
        try (FaultServer server = FaultServer.start();
                ProxyServer proxy = ProxyServer.start(server.port())) {
            server.always(FaultReply.ok("direct"));
            assertThat(text(get(server.uri("/")), through(at(proxy)))).isEqualTo("direct");
            HttpOptions options = through(at(proxy).except("*.invalid"));
            assertThat(failure(() -> text(get(URI.create("http://a.invalid/")), options))
                            .reason())
                    .isEqualTo("dns");
            assertThat(proxy.requests()).isEmpty();
        }
    }

    @Test
    void optionsDoNotPrintThePassword() {
        assertThat(ProxyOptions.of("proxy", 3128).user("ann", PASSWORD).toString())
                .doesNotContain("canary");
    }

    private static ProxyOptions at(ProxyServer proxy) {
        return ProxyOptions.of("127.0.0.1", proxy.port());
    }

    private static HttpOptions through(ProxyOptions proxy) {
        return HttpOptions.defaults().toBuilder().proxy(proxy).build();
    }
}
