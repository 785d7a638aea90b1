package dev.welkin.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.Secret;
import dev.welkin.credentials.Credentials;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import dev.welkin.time.ManualClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The examples of "Authenticating Requests (AWS Signature Version 4)" in the Amazon S3 API reference. */
class SigV4Test {
    private static final Credentials EXAMPLE = Credentials.of(
            "test",
            Map.of(
                    "accessKeyId", Secret.of("AKIAIOSFODNN7EXAMPLE"),
                    "secretAccessKey", Secret.of("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")));
    private static final String HOST = "https://examplebucket.s3.amazonaws.com/";

    private final ManualClock clock = new ManualClock();
    private final SigningClock signing = new SigningClock(clock);
    private final SigV4 signer = new SigV4("s3", "us-east-1", () -> EXAMPLE, signing);

    @BeforeEach
    void goBackToTheExamples() {
        signing.learn(Instant.parse("2013-05-24T00:00:00Z"));
    }

    @Test
    void aRangeOfAnObject() {
        HttpRequest request =
                HttpRequest.of("GET", URI.create(HOST + "test.txt"), HttpHeaders.of("Range", "bytes=0-9"));

        assertThat(authorization(request, SigV4.EMPTY_PAYLOAD))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                        + " SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                        + " Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    }

    @Test
    void anObjectWithADollarInItsKey() {
        HttpRequest request = HttpRequest.of(
                "PUT",
                URI.create(HOST + UriEncoding.path("test$file.text")),
                HttpHeaders.of("Date", "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class", "REDUCED_REDUNDANCY"));

        assertThat(authorization(request, "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"))
                .endsWith("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
    }

    @Test
    void aQueryWithANameAlone() {
        HttpRequest request = HttpRequest.of("GET", URI.create(HOST + "?lifecycle"), HttpHeaders.empty());

        assertThat(authorization(request, SigV4.EMPTY_PAYLOAD))
                .endsWith("Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
    }

    @Test
    void aQueryOfTwo() {
        HttpRequest request = HttpRequest.of("GET", URI.create(HOST + "?max-keys=2&prefix=J"), HttpHeaders.empty());

        assertThat(authorization(request, SigV4.EMPTY_PAYLOAD))
                .endsWith("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
    }

    @Test
    void aPresignedGet() {
        HttpRequest request = HttpRequest.of("GET", URI.create(HOST + "test.txt"), HttpHeaders.empty());

        assertThat(signer.presign(request, Duration.ofDays(1), SigV4.UNSIGNED_PAYLOAD))
                .hasToString(HOST + "test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                        + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                        + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                        + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
    }

    @Test
    void aNewDayBringsANewKey() {
        HttpRequest request = HttpRequest.of("GET", URI.create(HOST + "test.txt"), HttpHeaders.empty());
        String first = authorization(request, SigV4.EMPTY_PAYLOAD);

        clock.advance(Duration.ofDays(1));

        assertThat(authorization(request, SigV4.EMPTY_PAYLOAD))
                .contains("/20130525/")
                .isNotEqualTo(first);
    }

    @Test
    void theClockFollowsTheProvidersWhenTheyAreFarApart() {
        Instant before = signing.now();

        assertThat(signing.learn(before.plusSeconds(5))).isFalse();
        assertThat(signing.now()).isEqualTo(before);
        assertThat(signing.learn(before.plusSeconds(3600))).isTrue();
        assertThat(signing.now()).isEqualTo(before.plusSeconds(3600));
    }

    private String authorization(HttpRequest request, String payloadHash) {
        return signer.sign(request, payloadHash)
                .headers()
                .first("authorization")
                .orElseThrow();
    }
}
