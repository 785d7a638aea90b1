package dev.welkin.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.DeleteResult;
import dev.welkin.storage.Destination;
import dev.welkin.storage.PresignOptions;
import dev.welkin.storage.PutOptions;
import dev.welkin.storage.StoredObject;
import dev.welkin.testkit.FaultReply;
import dev.welkin.testkit.SeenRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that are broken, hostile or merely odd. */
class S3AnswerFaultTest {
    private static final String CONTENT = "0123456789".repeat(20_000);

    private final FakeS3 s3 = FakeS3.start();

    @AfterEach
    void close() {
        s3.close();
    }

    @Test
    void aDownloadThatBreaksOffGoesOnWithTheSameVersion() throws IOException {
        s3.server.enqueue(FakeS3.object(CONTENT).cutAfter(70_000));
        s3.server.always(S3AnswerFaultTest::range);

        try (StoredObject object = s3.bucket.get("key")) {
            assertThat(object.stream().readAllBytes()).isEqualTo(CONTENT.getBytes(UTF_8));
        }

        SeenRequest second = s3.server.requests().get(1);
        assertThat(second.header("If-Match")).contains(FakeS3.ETAG);
        assertThat(second.header("Range").orElse("")).matches("bytes=\\d+-199999");
    }

    @Test
    void theChecksumOfADownloadThatWentOnIsThatOfTheWhole() {
        byte[] content = CONTENT.getBytes(UTF_8);
        assertThat(brokenDownload(CONTENT)).isEqualTo(content);
        assertFails(ErrorCode.CORRUPTED, () -> brokenDownload(CONTENT.substring(0, CONTENT.length() - 1) + "x"));
    }

    /** Breaks off after 70,000 bytes and goes on with those of another text. */
    private static byte[] brokenDownload(String rest) {
        try (FakeS3 checked = FakeS3.start(FakeS3.NOW, Map.of("checksum", "crc32c"))) {
            checked.server.enqueue(FakeS3.object(CONTENT)
                    .header("x-amz-checksum-crc32c", crc32c(CONTENT))
                    .cutAfter(70_000));
            checked.server.always(request -> range(request, rest));
            try (StoredObject object = checked.bucket.get("key")) {
                return object.bytes();
            }
        }
    }

    private static String crc32c(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(UTF_8));
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    @Test
    void anAnswerThatIsNoXmlIsCorrupted() {
        s3.server.always(FaultReply.ok("<ListBucketResult><Contents><Key>a</Ke"));

        assertFails(ErrorCode.CORRUPTED, () -> s3.bucket.list("").iterator().next());
    }

    @Test
    void somebodysLoginPageIsNoListing() {
        s3.server.always(FaultReply.ok("<html><body>Log in</body></html>"));

        assertFails(ErrorCode.CORRUPTED, () -> s3.bucket.list("").iterator().hasNext());
    }

    @Test
    void entitiesOpenNothing(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "the-secret");
        s3.server.always(FaultReply.ok("<!DOCTYPE r [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>"
                + "<ListBucketResult><Contents><Key>&x;</Key></Contents></ListBucketResult>"));

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> s3.bucket.list("").iterator().next())
                .returns(ErrorCode.CORRUPTED, CloudException::code)
                .withMessageNotContaining("the-secret");
    }

    @Test
    void aListingThatRepeatsItsTokenEnds() {
        s3.server.always(FaultReply.ok(listing(
                "a", "<IsTruncated>true</IsTruncated>" + "<NextContinuationToken>same</NextContinuationToken>")));

        assertFails(ErrorCode.CORRUPTED, () -> s3.bucket.list("").forEach(object -> {}));

        assertThat(s3.server.requests()).hasSize(2);
    }

    @Test
    void aListingThatGoesInALargerCircleEndsToo() {
        s3.server.always(request -> {
            String next = request.target().contains("continuation-token=b")
                    ? "c"
                    : request.target().contains("token=c") ? "a" : "b";
            return FaultReply.ok(listing(
                    "a", "<IsTruncated>true</IsTruncated><NextContinuationToken>" + next + "</NextContinuationToken>"));
        });

        assertFails(ErrorCode.CORRUPTED, () -> s3.bucket.list("").forEach(object -> {}));

        assertThat(s3.server.requests()).hasSizeLessThan(10);
    }

    @Test
    void versionsThatRepeatTheirMarkerEnd() {
        s3.close();
        try (FakeS3 versioned = FakeS3.start(FakeS3.NOW, Map.of("versions", "true"))) {
            versioned.server.always(FaultReply.ok("<ListVersionsResult><IsTruncated>true</IsTruncated>"
                    + "<NextKeyMarker>k</NextKeyMarker><NextVersionIdMarker>v</NextVersionIdMarker>"
                    + "</ListVersionsResult>"));

            assertFails(ErrorCode.CORRUPTED, () -> versioned.bucket.versions("").forEach(version -> {}));

            assertThat(versioned.server.requests()).hasSize(2);
        }
    }

    @Test
    void aKeyOfAMebibyteIsNoKey() {
        s3.server.always(FaultReply.ok(listing("k".repeat(1 << 20), "")));

        assertFails(ErrorCode.CORRUPTED, () -> s3.bucket.list("").iterator().next());
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> s3.bucket.put("k".repeat(1 << 20), new byte[1]));
        assertThat(s3.count(request -> request.method().equals("PUT"))).isZero();
    }

    @Test
    void headersOfMetadataWithoutEndAreAnError() {
        FaultReply bomb = FakeS3.object("x");
        for (int i = 0; i < 40; i++) {
            bomb = bomb.header("x-amz-meta-a" + i, "m".repeat(10_000));
        }
        s3.server.always(bomb);

        assertThatExceptionOfType(CloudException.class).isThrownBy(() -> s3.bucket.head("key"));
    }

    @Test
    void manySmallHeadersOfMetadataAreAnErrorToo() {
        FaultReply bomb = FakeS3.object("x");
        for (int i = 0; i < 20_000; i++) {
            bomb = bomb.header("x-amz-meta-a" + i, "m");
        }
        s3.server.always(bomb);

        assertThatExceptionOfType(CloudException.class).isThrownBy(() -> s3.bucket.head("key"));
    }

    @Test
    void aKeyOfAMebibyteIsRefusedInEveryCallBeforeAnythingIsSent() {
        String key = "k".repeat(1 << 20);

        assertFails(ErrorCode.INVALID_ARGUMENT, () -> s3.bucket.getBytes(key));
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> s3.bucket.head(key));
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> s3.bucket.delete(key));
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> s3.bucket.deleteAll(List.of("a", key)));
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> s3.bucket.copy("a", Destination.key(key)));
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> s3.bucket.list(key));
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> s3.bucket.versions(key));
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> s3.bucket.startUpload(key, PutOptions.defaults()));
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> s3.bucket.presignGet(key, PresignOptions.defaults()));
        assertThat(s3.server.requests()).isEmpty();
    }

    @Test
    void aMebibyteOfMetadataIsRefusedBeforeAnythingIsSent() {
        PutOptions bomb = PutOptions.metadata(Map.of("a", "m".repeat(1 << 20)));

        assertFails(ErrorCode.INVALID_ARGUMENT, () -> s3.bucket.put("key", new byte[1], bomb));
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> s3.bucket.startUpload("key", bomb));
        assertThat(s3.server.requests()).isEmpty();
    }

    @Test
    void moreMetadataThanS3TakesIsRefusedBeforeAnythingIsSent() {
        assertFails(
                ErrorCode.INVALID_ARGUMENT,
                () -> s3.bucket.put("key", new byte[1], PutOptions.metadata(Map.of("a", "中".repeat(600)))));
        assertThat(s3.server.requests()).isEmpty();
    }

    @Test
    void metadataOfOthersIsReadAsFarAsItCanBeNamed() {
        s3.server.always(FakeS3.object("x")
                .header("x-amz-meta-taken-at", "noon")
                .header("x-amz-meta-1st", "left out")
                .header("x-amz-meta-title", "=?UTF-8?Q?Z=C3=BCrich_1?=")
                .header("x-amz-meta-welkin-write", "hidden"));

        assertThat(s3.bucket.head("key").metadata())
                .containsOnly(Map.entry("taken_at", "noon"), Map.entry("title", "Zürich 1"));
    }

    @Test
    void whatCouldNotBeDeletedIsToldKeyByKey() {
        s3.server.always(FaultReply.ok("<DeleteResult><Deleted><Key>a</Key></Deleted><Error><Key>b</Key>"
                + "<Code>AccessDenied</Code><Message>no</Message></Error></DeleteResult>"));

        List<DeleteResult> results = s3.bucket.deleteAll(List.of("a", "b", "c"));

        assertThat(results).extracting(DeleteResult::deleted).containsExactly(true, false, false);
        assertThat(results.get(1).failure()).returns(ErrorCode.PERMISSION_DENIED, CloudException::code);
        assertThat(s3.server.requests().get(0).header("Content-MD5")).isPresent();
    }

    @Test
    void retryAfterOfAThrottledRequestIsKept() {
        s3.server.enqueue(FakeS3.error(503, "SlowDown").header("Retry-After", "7"));
        s3.server.always(FakeS3.object("x"));

        assertThat(s3.bucket.getBytes("key")).isEqualTo("x".getBytes(UTF_8));
    }

    @Test
    void tagsAreReadAndReplacedAsAWhole() {
        s3.server.enqueue(FaultReply.ok("<Tagging><TagSet><Tag><Key>stage</Key><Value>raw &amp; new</Value></Tag>"
                + "<Tag><Key>owner</Key><Value></Value></Tag></TagSet></Tagging>"));
        s3.server.always(FaultReply.of(200));

        assertThat(s3.bucket.tags("key")).containsOnly(Map.entry("stage", "raw & new"), Map.entry("owner", ""));
        s3.bucket.setTags("key", Map.of("done", "yes"));

        assertThat(s3.targets()).containsExactly("GET /photos/key?tagging=", "PUT /photos/key?tagging=");
        assertThat(s3.server.requests().get(1).text())
                .contains("<TagSet><Tag><Key>done</Key><Value>yes</Value></Tag></TagSet>");
    }

    private static FaultReply range(SeenRequest request) {
        return range(request, CONTENT);
    }

    private static FaultReply range(SeenRequest request, String text) {
        String[] ends = request.header("Range")
                .orElseThrow()
                .substring("bytes=".length())
                .split("-");
        int from = Integer.parseInt(ends[0]);
        int to = Integer.parseInt(ends[1]) + 1;
        return FakeS3.dated(FaultReply.of(206))
                .header("ETag", FakeS3.ETAG)
                .header("Last-Modified", FakeS3.http(FakeS3.NOW))
                .header("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + text.length())
                .body(text.substring(from, to));
    }

    private static String listing(String key, String rest) {
        return "<ListBucketResult><Contents><Key>" + key + "</Key><Size>1</Size><ETag>&quot;e&quot;</ETag>"
                + "<LastModified>2026-03-01T12:00:00.000Z</LastModified></Contents>" + rest + "</ListBucketResult>";
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(CloudException.class).isThrownBy(call).returns(code, CloudException::code);
    }
}
