package dev.welkin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTypesTest {
    @Test
    void theDefaultsAreThoseOfTheDocumentation() {
        HttpOptions o = HttpOptions.defaults();
        assertThat(o.proxy()).isNull();
        assertThat(o.extraCa()).isNull();
        assertThat(o.clientCertificate()).isNull();
        assertThat(o.headers().fields()).isEmpty();
        assertThat(o.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(o.idleTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(o.maxIdleConnections()).isEqualTo(64);
        assertThat(o.userAgent()).startsWith("welkin/");
        assertThat(o.maxBodyBytes()).isEqualTo(64L << 20);
        assertThat(o.insecure()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example/k?X-Amz-Signature=canary&x=1",
                "https://a.example/k?x=1&sig=canary#f",
                "https://a.example/k?X-Amz-Security-Token=canary",
                "https://a.example/v1?key=canary",
                "https://ann:canary@a.example/k",
                "https://a.example/k?AWSAccessKeyId=id&Signature=canary&Expires=1"
            })
    void whatSignsAUrlIsMasked(String url) {
        assertThat(Redaction.url(url)).doesNotContain("canary").contains("***").startsWith("https://");
        assertThat(HttpRequest.of("GET", URI.create(url), HttpHeaders.empty()).toString())
                .doesNotContain("canary");
    }

    @Test
    void anOrdinaryUrlIsLeftAlone() {
        String url = "https://a.example/photos/key?list-type=2&prefix=sig";
        assertThat(Redaction.url(url)).isEqualTo(url);
    }

    @Test
    void headersPrintNoCredentials() {
        HttpHeaders headers = HttpHeaders.of("Authorization", "Bearer canary", "x-api-key", "canary", "X-Other", "seen")
                .with("X-IDENTITY-HEADER", "canary")
                .with("x-ms-copy-source", "https://a.example/b?sp=r&sig=canary");
        assertThat(headers.toString()).doesNotContain("canary").contains("seen");
    }

    @Test
    void aHeaderCannotSmuggleInAnother() {
        assertThatThrownBy(() -> HttpHeaders.of("X-Meta", "a\r\nAuthorization: b"))
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("X-Meta");
        assertThatThrownBy(() -> HttpHeaders.of("X Meta:", "a")).isInstanceOf(CloudException.class);
    }

    @Test
    void loopbackIsKnownByItsNames() {
        for (String host : new String[] {"localhost", "127.0.0.1", "127.8.0.1", "[::1]", "api.localhost"}) {
            assertThat(Loopback.is(host)).as(host).isTrue();
        }
        for (String host : new String[] {"127.0.0.1.example", "localhost.example", "10.0.0.1", "1270.0.0.1"}) {
            assertThat(Loopback.is(host)).as(host).isFalse();
        }
    }

    @Test
    void metadataIsAskedThroughNoProxy() {
        ProxyOptions proxy = ProxyOptions.of("proxy.example.com", 3128);
        assertThat(proxy.excludes("169.254.169.254")).isTrue();
        assertThat(proxy.excludes("[fd00:ec2::254]")).isTrue();
        assertThat(proxy.excludes("[fd00:ec2::23]")).isTrue();
        assertThat(proxy.excludes("[fd00:ec2::2540]")).isFalse();
        assertThat(proxy.excludes("10.0.0.1")).isFalse();
    }

    @Test
    void aBodyMayHoldCredentials() {
        HttpBody plain = HttpBody.of("application/json", new byte[1]);
        HttpBody password = new HttpBody() {
            @Override
            public String contentType() {
                return "application/json";
            }

            @Override
            public long lengthBytes() {
                return 1;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(1);
            }

            @Override
            public boolean holdsCredentials() {
                return true;
            }
        };
        URI uri = URI.create("http://keystone.example/v3/auth/tokens");
        assertThat(HttpRequest.of("POST", uri, HttpHeaders.empty(), plain).carriesCredentials())
                .isFalse();
        assertThat(HttpRequest.of("POST", uri, HttpHeaders.empty(), password).carriesCredentials())
                .isTrue();
    }
}
