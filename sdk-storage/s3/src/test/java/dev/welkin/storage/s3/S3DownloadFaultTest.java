package dev.welkin.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.GetOptions;
import dev.welkin.storage.StoredObject;
import dev.welkin.storage.Transfer;
import dev.welkin.testkit.FaultReply;
import dev.welkin.testkit.SeenRequest;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads that break off: they go on, with the same version, and what was put together is checked as a whole. */
class S3DownloadFaultTest {
    private static final String CONTENT = "0123456789".repeat(20_000);
    private static final String OTHER = CONTENT.substring(0, 199_999) + "X";
    private static final String CHECKSUM = "x-amz-checksum-crc32c";

    private final FakeS3 s3 = FakeS3.start();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        s3.close();
    }

    @Test
    void aStreamThatGoesOnIsCheckedAsAWhole() {
        s3.server.enqueue(whole(CONTENT).cutAfter(70_000));
        s3.server.always(request -> range(request, CONTENT));

        assertThat(s3.bucket.get("key").stream()).hasBinaryContent(CONTENT.getBytes(UTF_8));
        assertThat(s3.server.requests()).hasSize(2);
    }

    @Test
    void aStreamThatGoesOnWithOtherBytesIsCorrupted() {
        s3.server.enqueue(whole(CONTENT).cutAfter(70_000));
        s3.server.always(request -> range(request, OTHER));

        try (StoredObject object = s3.bucket.get("key")) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> object.stream().readAllBytes())
                    .returns(ErrorCode.CORRUPTED, CloudException::code);
        }
    }

    @Test
    void aStreamIsReadOnFromAServerWithoutRanges() {
        s3.server.enqueue(whole(CONTENT).cutAfter(70_000));
        s3.server.always(whole(CONTENT));

        assertThat(s3.bucket.get("key").stream()).hasBinaryContent(CONTENT.getBytes(UTF_8));
    }

    @Test
    void aStreamIsNotJoinedWithAnotherPlace() {
        s3.server.enqueue(whole(CONTENT).cutAfter(70_000));
        s3.server.always(partial(CONTENT, 60_000, 190_000));

        try (StoredObject object = s3.bucket.get("key")) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> object.stream().readAllBytes())
                    .returns(ErrorCode.CORRUPTED, CloudException::code)
                    .withMessageContaining("60000");
        }
    }

    @Test
    void aStreamIsNotJoinedWithAnotherVersion() {
        s3.server.enqueue(whole(CONTENT).cutAfter(70_000));
        s3.server.always(FakeS3.error(412, "PreconditionFailed"));

        try (StoredObject object = s3.bucket.get("key")) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> object.stream().readAllBytes())
                    .returns("changed", CloudException::reason);
        }
    }

    @Test
    void bytesThatBreakOffAreReadAgainAndChecked() {
        s3.server.enqueue(whole(CONTENT).cutAfter(70_000));
        s3.server.always(whole(CONTENT));

        assertThat(s3.bucket.getBytes("key")).isEqualTo(CONTENT.getBytes(UTF_8));
    }

    @Test
    void aFileThatGoesOnIsCheckedAsAWhole() {
        s3.server.enqueue(whole(CONTENT).cutAfter(70_000));
        s3.server.always(request -> range(request, CONTENT));
        Path file = folder.resolve("file");

        s3.bucket.download("key", file);

        assertThat(file).hasBinaryContent(CONTENT.getBytes(UTF_8));
        assertThat(s3.server.requests()).hasSize(2);
    }

    @Test
    void aFileThatGoesOnWithOtherBytesIsCorruptedAndNotThere() {
        s3.server.enqueue(whole(CONTENT).cutAfter(70_000));
        s3.server.always(request -> range(request, OTHER));
        Path file = folder.resolve("file");

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> s3.bucket.download("key", file))
                .returns(ErrorCode.CORRUPTED, CloudException::code);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theChecksumOfAPartIsNotTakenForThatOfTheWhole() {
        s3.server.always(request -> {
            int from = from(request);
            int to = Math.min(from + 80_000, CONTENT.length());
            return partial(CONTENT, from, to).header(CHECKSUM, crc32c(CONTENT.substring(from, to)));
        });
        Path file = folder.resolve("file");

        s3.bucket.download(
                "key", file, GetOptions.defaults(), Transfer.defaults().withPartBytes(80_000));

        assertThat(file).hasBinaryContent(CONTENT.getBytes(UTF_8));
    }

    private static FaultReply whole(String content) {
        return FakeS3.object(content).header(CHECKSUM, crc32c(CONTENT));
    }

    private static FaultReply range(SeenRequest request, String content) {
        return partial(content, from(request), content.length());
    }

    private static int from(SeenRequest request) {
        String range = request.header("Range").orElseThrow();
        return Integer.parseInt(range.substring("bytes=".length(), range.indexOf('-')));
    }

    private static FaultReply partial(String content, int from, int to) {
        return FakeS3.dated(FaultReply.of(206))
                .header("ETag", FakeS3.ETAG)
                .header("Last-Modified", FakeS3.http(FakeS3.NOW))
                .header("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + content.length())
                .body(content.substring(from, to));
    }

    private static String crc32c(String content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content.getBytes(UTF_8));
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    }
}
