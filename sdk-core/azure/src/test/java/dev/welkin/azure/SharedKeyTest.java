package dev.welkin.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.http.HttpBody;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SharedKeyTest {
    private static final Secret KEY =
            Secret.of(Base64.getEncoder().encodeToString("canary".getBytes(StandardCharsets.UTF_8)));
    private final SharedKey key = new SharedKey("myaccount", KEY);

    /** The example of "Authorize with Shared Key" in Azure's reference. */
    @Test
    void theTextToSignIsTheDocumentedOne() {
        HttpRequest request = HttpRequest.of(
                "GET",
                URI.create(
                        "https://myaccount.blob.core.windows.net/mycontainer?restype=container&comp=metadata&timeout=20"),
                HttpHeaders.of("x-ms-version", "2015-02-21", "x-ms-date", "Fri, 26 Jun 2015 23:39:12 GMT"));

        assertThat(key.stringToSign(request))
                .isEqualTo(
                        "GET\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:Fri, 26 Jun 2015 23:39:12 GMT\nx-ms-version:2015-02-21\n"
                                + "/myaccount/mycontainer\ncomp:metadata\nrestype:container\ntimeout:20");
    }

    @Test
    void lengthTypeConditionsAndRangeAreSigned() {
        HttpRequest request = HttpRequest.of(
                "PUT",
                URI.create("http://127.0.0.1/acc/c/a%20b?blockid=%2B%2F%3D"),
                HttpHeaders.of("If-None-Match", "*", "Range", "bytes=0-1", "X-Ms-Meta-B", " 2 ", "x-ms-meta-a", "1"),
                HttpBody.of("text/plain", new byte[3]));

        assertThat(key.stringToSign(request))
                .isEqualTo("PUT\n\n\n3\n\ntext/plain\n\n\n\n*\n\nbytes=0-1\nx-ms-meta-a:1\nx-ms-meta-b:2\n"
                        + "/myaccount/acc/c/a%20b\nblockid:+/=");
    }

    @Test
    void anEmptyBodyIsSignedWithoutItsLength() {
        HttpRequest request = HttpRequest.of(
                "PUT", URI.create("http://127.0.0.1/c/b"), HttpHeaders.empty(), HttpBody.of(null, new byte[0]));

        assertThat(key.stringToSign(request)).startsWith("PUT\n\n\n\n\n");
    }

    @Test
    void theDayOfTheDateHasTwoDigits() {
        HttpRequest request = HttpRequest.of("GET", URI.create("http://127.0.0.1/c"), HttpHeaders.empty());

        HttpRequest signed = key.sign(request, Instant.parse("2026-01-02T03:04:05Z"));

        assertThat(signed.headers().first("x-ms-date")).contains("Fri, 02 Jan 2026 03:04:05 GMT");
        assertThat(signed.headers().first("authorization").orElse("")).startsWith("SharedKey myaccount:");
    }

    @Test
    void aKeyThatIsNoBase64IsToldWithoutBeingShown() {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> new SharedKey("myaccount", Secret.of("not base64!")))
                .returns(ErrorCode.UNAUTHENTICATED, CloudException::code)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("not base64!"));
        assertThat(key).asString().isEqualTo("SharedKey[myaccount]");
    }
}
