package dev.welkin.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.Bucket;
import dev.welkin.testkit.FaultReply;
import dev.welkin.testkit.FaultServer;
import dev.welkin.testkit.SeenRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is asked, as whom, when and where. */
class S3AccessTest {
    private static final DateTimeFormatter SIGNED_AT = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
    private static final Map<String, String> AMBIENT =
            Map.of("AWS_ACCESS_KEY_ID", "ambient-id", "AWS_SECRET_ACCESS_KEY", "ambient-key");

    @Test
    void aClockThatIsAnHourWrongIsPutRightOnce() {
        try (FakeS3 s3 = FakeS3.start(FakeS3.NOW.minus(Duration.ofHours(1)), Map.of())) {
            s3.server.always(
                    request -> Duration.between(signedAt(request), FakeS3.NOW).toMinutes() > 15
                            ? FakeS3.error(403, "RequestTimeTooSkewed")
                            : FakeS3.written());

            s3.bucket.put("a", new byte[1]);
            s3.bucket.put("b", new byte[1]);

            assertThat(s3.targets()).containsExactly("PUT /photos/a", "PUT /photos/a", "PUT /photos/b");
        }
    }

    @Test
    void aHeadThatIsRefusedWithoutAWordResyncsTheClockToo() {
        try (FakeS3 s3 = FakeS3.start(FakeS3.NOW.plus(Duration.ofHours(1)), Map.of())) {
            s3.server.always(
                    request -> Duration.between(FakeS3.NOW, signedAt(request)).toMinutes() > 15
                            ? FakeS3.dated(FaultReply.of(403))
                            : FakeS3.object("x"));

            assertThat(s3.bucket.head("a").sizeBytes()).isEqualTo(1);
        }
    }

    @Test
    void aBucketOfAnotherRegionIsAskedThereFromThenOn() {
        try (FakeS3 s3 = FakeS3.start()) {
            s3.server.always(
                    request -> request.header("Authorization").orElse("").contains("/eu-central-1/s3/")
                            ? FakeS3.object("x")
                            : FaultReply.of(400)
                                    .body(
                                            "<Error><Code>AuthorizationHeaderMalformed</Code><Region>eu-central-1</Region></Error>"));

            s3.bucket.getBytes("a");
            s3.bucket.getBytes("b");

            assertThat(s3.server.requests()).hasSize(3);
        }
    }

    @Test
    void aHeadThatIsRedirectedTellsTheRegionToo() {
        try (FakeS3 s3 = FakeS3.start()) {
            s3.server.always(
                    request -> request.header("Authorization").orElse("").contains("/eu-central-1/s3/")
                            ? FakeS3.object("x")
                            : FaultReply.of(301).header("x-amz-bucket-region", "eu-central-1"));

            assertThat(s3.bucket.head("a").sizeBytes()).isEqualTo(1);
            assertThat(s3.server.requests()).hasSize(2);
        }
    }

    @Test
    void regionsThatPointAtEachOtherEndWithAnErrorThatNamesOne() {
        try (FakeS3 s3 = FakeS3.start()) {
            s3.server.always(request -> {
                boolean here = request.header("Authorization").orElse("").contains("/eu-west-1/s3/");
                return FaultReply.of(400)
                        .body("<Error><Code>AuthorizationHeaderMalformed</Code><Region>"
                                + (here ? "eu-central-1" : "eu-west-1") + "</Region></Error>");
            });

            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> s3.bucket.getBytes("a"))
                    .returns("wrong_region", CloudException::reason)
                    .withMessageContaining("The bucket is in the region eu-west-1");
            assertThat(s3.server.requests()).hasSize(2);
        }
    }

    @Test
    void aClockThatTheServerCallsWrongAndIsNotIsNotTriedAgain() {
        try (FakeS3 s3 = FakeS3.start()) {
            s3.server.always(FakeS3.error(403, "RequestTimeTooSkewed"));

            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> s3.bucket.put("a", new byte[1]))
                    .returns("clock_skew", CloudException::reason);
            assertThat(s3.server.requests()).hasSize(1);
        }
    }

    @Test
    void aRedirectToAnotherServerIsNotFollowed() {
        try (FakeS3 s3 = FakeS3.start();
                FaultServer other = FaultServer.start()) {
            s3.server.always(FaultReply.of(307)
                    .header("Location", other.uri("/photos/a").toString())
                    .body("<Error><Code>TemporaryRedirect</Code></Error>"));

            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> s3.bucket.put("a", new byte[1]))
                    .returns(ErrorCode.INVALID_ARGUMENT, CloudException::code)
                    .returns("wrong_region", CloudException::reason);
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void aRegionThatCouldNameAnotherHostIsIgnored() {
        S3Location location = location("s3://photos?region=eu-west-1");

        assertThat(location.moveTo("evil.example/")).isFalse();
        assertThat(location.moveTo("evil.example#")).isFalse();
        assertThat(location.place().base()).isEqualTo("https://photos.s3.eu-west-1.amazonaws.com");
    }

    @Test
    void ambientCredentialsGoToNoEndpointOfSomebodyElse() {
        try (Cloud cloud = Cloud.builder()
                .environment(AMBIENT)
                .config(storage(Map.of("url", "s3://photos", "endpoint", "https://collector.invalid")))
                .open()) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Bucket.open(cloud).getBytes("key"))
                    .returns(ErrorCode.UNAUTHENTICATED, CloudException::code)
                    .withMessageNotContaining("ambient-key");
        }
    }

    @Test
    void aPoisonedFileCollectsNothing(@TempDir Path folder) throws IOException {
        try (FaultServer collector = FaultServer.start()) {
            Path file = Files.writeString(
                    folder.resolve("welkin.yaml"),
                    "storage: { default: { url: \"s3://photos\", endpoint: \"http://collector.invalid\","
                            + " http: { insecure: true, proxy: { host: 127.0.0.1, port: "
                            + collector.uri("").getPort() + " } } } }\n");
            try (Cloud cloud = Cloud.builder().environment(AMBIENT).config(file).open()) {
                assertThatExceptionOfType(CloudException.class)
                        .isThrownBy(() -> Bucket.open(cloud).getBytes("key"))
                        .returns(ErrorCode.UNAUTHENTICATED, CloudException::code);
            }
            assertThat(collector.requests()).isEmpty();
        }
    }

    @Test
    void ambientCredentialsOfAwsGoToNoOtherCloud() {
        try (Cloud cloud = Cloud.builder()
                .environment(AMBIENT)
                .config(storage(Map.of("url", "oss://photos", "region", "cn-hangzhou")))
                .open()) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Bucket.open(cloud).getBytes("key"))
                    .returns(ErrorCode.UNAUTHENTICATED, CloudException::code)
                    .withMessageContaining("ALIBABA_CLOUD_ACCESS_KEY_ID");
        }
    }

    @Test
    void credentialsNeverTravelReadableOffThisMachine() {
        try (Cloud cloud = Cloud.builder()
                .config(storage(Map.of(
                        "url", "s3://photos", "endpoint", "http://192.0.2.1", "accessKeyId", "a", "secretKey", "b")))
                .open()) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Bucket.open(cloud).getBytes("key"))
                    .returns(ErrorCode.INVALID_ARGUMENT, CloudException::code)
                    .returns("plain_http", CloudException::reason);
        }
    }

    @Test
    void anonymousRequestsCarryNoSignature() {
        try (FakeS3 s3 = FakeS3.anonymous()) {
            s3.server.always(FakeS3.object("x"));

            s3.bucket.getBytes("a");

            assertThat(s3.server.requests().get(0).header("Authorization")).isEmpty();
        }
    }

    @Test
    void optionsTravelAsSignedHeaders() {
        try (FakeS3 s3 = FakeS3.start(FakeS3.NOW, Map.of("requesterPays", "true", "storageClass", "STANDARD_IA"))) {
            s3.server.always(FakeS3.object("x"));

            s3.bucket.getBytes("a");
            s3.bucket.put("a", new byte[1]);

            SeenRequest get = s3.server.requests().get(0);
            SeenRequest put = s3.server.requests().get(1);
            assertThat(get.header("x-amz-request-payer")).contains("requester");
            assertThat(get.header("x-amz-storage-class")).isEmpty();
            assertThat(put.header("x-amz-request-payer")).contains("requester");
            assertThat(put.header("x-amz-storage-class")).contains("STANDARD_IA");
            assertThat(put.header("Authorization").orElse("")).contains("x-amz-storage-class");
        }
    }

    @Test
    void smallBodiesAreSignedOverPlainHttpAndLargeOnesAreNot() {
        try (FakeS3 s3 = FakeS3.start()) {
            s3.server.always(FakeS3.written());

            s3.bucket.put("small", new byte[1 << 20]);
            s3.bucket.put("large", new byte[(1 << 20) + 1]);

            assertThat(s3.server
                            .requests()
                            .get(0)
                            .header("x-amz-content-sha256")
                            .orElse(""))
                    .hasSize(64);
            assertThat(s3.server.requests().get(1).header("x-amz-content-sha256"))
                    .contains("UNSIGNED-PAYLOAD");
        }
    }

    @Test
    void checksumsAreSentWhereTheyAreAskedFor() {
        try (FakeS3 s3 = FakeS3.start(FakeS3.NOW, Map.of("checksum", "crc32c"))) {
            s3.server.always(FakeS3.written());

            s3.bucket.put("a", "123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

            assertThat(s3.server.requests().get(0).header("x-amz-checksum-crc32c"))
                    .contains("4waSgw==");
        }
    }

    @Test
    void aTargetThatSaysTooLittleOrTooMuchIsAnError() {
        assertRefused("s3:?region=eu-west-1", "must name a bucket");
        assertRefused("s3://photos/cats?region=eu-west-1", "must name a bucket");
        assertRefused("s3://photos?region=eu_west", "region");
        assertRefused("s3://photos?preset=minio", "endpoint");
        assertRefused("s3://photos?preset=r2", "accountId");
        assertRefused("s3://photos?region=eu-west-1&regoin=x", "regoin");
        assertRefused("s3://photos?preset=oss&region=x", "preset");
        assertRefused("s3://photos?endpoint=ftp://x", "endpoint");
    }

    static S3Location location(String url) {
        try (Cloud cloud = Cloud.builder().config(storage(Map.of("url", url))).open()) {
            var target = cloud.context().targets("storage", "default").get(0);
            var access = dev.welkin.aws.AwsAccess.of(target, cloud.context());
            return new S3Location(S3Settings.of(target, access), target.location(), access.clock());
        }
    }

    private static void assertRefused(String url, String what) {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> Bucket.open(url))
                .returns(ErrorCode.INVALID_ARGUMENT, CloudException::code)
                .withMessageContaining(what);
    }

    private static Map<String, Object> storage(Map<String, Object> target) {
        return Map.of("storage", Map.of("default", target));
    }

    private static Instant signedAt(SeenRequest request) {
        return LocalDateTime.parse(request.header("x-amz-date").orElseThrow(), SIGNED_AT)
                .toInstant(ZoneOffset.UTC);
    }
}
