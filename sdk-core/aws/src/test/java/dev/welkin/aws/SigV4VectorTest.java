package dev.welkin.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.Secret;
import dev.welkin.credentials.Credentials;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The worked examples that AWS publishes: S3 API Reference and AWS General Reference. */
class SigV4VectorTest {
    private static final Credentials S3_KEYS = AwsCredentials.of(
            "AKIAIOSFODNN7EXAMPLE", Secret.of("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), null, null, "documentation");
    private static final Credentials SUITE_KEYS = AwsCredentials.of(
            "AKIDEXAMPLE", Secret.of("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), null, null, "documentation");

    private final SigV4 s3 = signer("s3", "2013-05-24T00:00:00Z");

    @Test
    void getsAnObjectWithARange() {
        HttpRequest signed = s3.sign(
                get("https://examplebucket.s3.amazonaws.com/test.txt", "Range", "bytes=0-9"),
                S3_KEYS,
                PayloadHash.empty());
        assertThat(authorization(signed))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                        + " SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                        + " Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    }

    @Test
    void putsAnObject() {
        HttpRequest put = HttpRequest.of(
                "PUT",
                URI.create("https://examplebucket.s3.amazonaws.com/" + Rfc3986.path("test$file.text")),
                HttpHeaders.of("Date", "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class", "REDUCED_REDUNDANCY"));
        HttpRequest signed =
                s3.sign(put, S3_KEYS, PayloadHash.of("Welcome to Amazon S3.".getBytes(StandardCharsets.UTF_8)));
        assertThat(authorization(signed))
                .contains("SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class")
                .endsWith("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
    }

    @Test
    void getsALifecycleWhichIsAParameterWithoutValue() {
        HttpRequest signed =
                s3.sign(get("https://examplebucket.s3.amazonaws.com?lifecycle"), S3_KEYS, PayloadHash.empty());
        assertThat(authorization(signed))
                .endsWith("Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
    }

    @Test
    void listsObjects() {
        HttpRequest signed = s3.sign(
                get("https://examplebucket.s3.amazonaws.com/?max-keys=2&prefix=J"), S3_KEYS, PayloadHash.empty());
        assertThat(authorization(signed))
                .endsWith("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
    }

    @Test
    void presignsAGet() {
        URI url = s3.presign(
                get("https://examplebucket.s3.amazonaws.com/test.txt"),
                S3_KEYS,
                PayloadHash.unsigned(),
                Duration.ofDays(1));
        assertThat(url)
                .hasToString("https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                        + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                        + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                        + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
    }

    @Test
    void listsTheUsersOfIam() {
        HttpRequest signed = signer("iam", "2015-08-30T12:36:00Z")
                .sign(
                        get(
                                "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08",
                                "Content-Type",
                                "application/x-www-form-urlencoded; charset=utf-8"),
                        SUITE_KEYS,
                        PayloadHash.empty());
        assertThat(authorization(signed))
                .endsWith("Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
    }

    @Test
    void signsThePlainGetOfTheSuite() {
        HttpRequest signed = signer("service", "2015-08-30T12:36:00Z")
                .sign(get("https://example.amazonaws.com/"), SUITE_KEYS, PayloadHash.empty());
        assertThat(authorization(signed))
                .endsWith("Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    }

    private static SigV4 signer(String service, String now) {
        return SigV4.of(service, "us-east-1", new SigningClock(new FixedClock(Instant.parse(now))));
    }

    private static HttpRequest get(String url, String... headers) {
        return HttpRequest.of("GET", URI.create(url), HttpHeaders.of(headers));
    }

    private static String authorization(HttpRequest signed) {
        return signed.headers().first("Authorization").orElseThrow();
    }
}
