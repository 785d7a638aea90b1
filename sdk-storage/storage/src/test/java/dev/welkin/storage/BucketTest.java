package dev.welkin.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BucketTest {
    private final Cloud cloud = Cloud.inMemory();
    private final Bucket bucket = Bucket.open(cloud, "photos");

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void whatIsPutIsRead() {
        ObjectInfo written = bucket.put("a.txt", "hello".getBytes(UTF_8));

        assertThat(bucket.getBytes("a.txt")).asString(UTF_8).isEqualTo("hello");
        assertThat(bucket.head("a.txt")).isEqualTo(written);
        assertThat(written.contentType()).isEqualTo("text/plain");
    }

    @Test
    void bucketsOfOneNameInOneCloudAreTheSame() {
        bucket.put("a", new byte[1]);

        assertThat(Bucket.open(cloud, "photos").exists("a")).isTrue();
        assertThat(Bucket.open(cloud, "other").exists("a")).isFalse();
    }

    @Test
    void aClosedCloudClosesItsBuckets() {
        cloud.close();

        assertFails(() -> bucket.head("a"), ErrorCode.CLOSED);
    }

    @Test
    void severalTargetsForOneBucketAreAnError() {
        Cloud two = Cloud.inMemory();

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> OpenBucket.only(List.of(
                        two.context().targets("storage", "a").get(0),
                        two.context().targets("storage", "b").get(0))))
                .isInstanceOf(CloudException.class)
                .withMessageContaining("exactly one");
    }

    @Test
    void aFileIsPutAndDownloaded(@TempDir Path folder) throws IOException {
        Path from = Files.writeString(folder.resolve("from"), "content");
        Path to = folder.resolve("to");

        bucket.put("key", from);
        ObjectInfo downloaded = bucket.download("key", to);

        assertThat(to).hasContent("content");
        assertThat(downloaded).isEqualTo(bucket.head("key"));
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aFailedDownloadLeavesTheOldFile(@TempDir Path folder) throws IOException {
        Path to = Files.writeString(folder.resolve("to"), "old");

        assertFails(() -> bucket.download("missing", to), ErrorCode.NOT_FOUND);
        assertFails(() -> bucket.download("missing", folder.resolve("no/such")), ErrorCode.INVALID_ARGUMENT);
        assertFails(() -> bucket.download("missing", folder), ErrorCode.INVALID_ARGUMENT);

        assertThat(to).hasContent("old");
    }

    @Test
    void aMissingFileToPutIsNotFound(@TempDir Path folder) {
        assertFails(() -> bucket.put("key", folder.resolve("none")), ErrorCode.NOT_FOUND);
        assertFails(() -> bucket.put("key", folder), ErrorCode.INVALID_ARGUMENT);
    }

    @Test
    void aStreamOfKnownLengthIsReadNoFurther() throws IOException {
        InputStream source = new ByteArrayInputStream("abcdef".getBytes(UTF_8));

        bucket.put("key", source, 4, PutOptions.defaults());

        assertThat(bucket.getBytes("key")).asString(UTF_8).isEqualTo("abcd");
        assertThat(source.readAllBytes()).asString(UTF_8).isEqualTo("ef");
    }

    @Test
    void aStreamThatEndsBeforeItsLengthStoresNothing() {
        InputStream source = new ByteArrayInputStream(new byte[3]);

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bucket.put("key", source, 4, PutOptions.defaults()))
                .returns("source_short", CloudException::reason)
                .withMessageContaining("3 of the 4 bytes");
        assertThat(bucket.exists("key")).isFalse();
    }

    @Test
    void aStreamThatFailsStoresNothing() throws IOException {
        InputStream source = InputStream.nullInputStream();
        source.close();

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bucket.put("key", source))
                .returns("source_failed", CloudException::reason)
                .withMessageContaining("Stream closed");
        assertThat(bucket.exists("key")).isFalse();
    }

    @Test
    void bytesOverTheCapDoNotComeIntoMemory() {
        bucket.put("key", new byte[10]);

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bucket.getBytes("key", GetOptions.defaults().withMaxBytes(9)))
                .returns("too_large", CloudException::reason);
        assertThat(bucket.getBytes("key", GetOptions.defaults().withMaxBytes(10)))
                .hasSize(10);
    }

    @Test
    void anObjectIsNotCopiedOntoItself() {
        bucket.put("key", new byte[1]);

        assertFails(() -> bucket.copy("key", Destination.key("key")), ErrorCode.INVALID_ARGUMENT);
        assertFails(() -> bucket.move("key", Destination.key("key")), ErrorCode.INVALID_ARGUMENT);
        assertThat(bucket.exists("key")).isTrue();
    }

    @Test
    void metadataBeyondTheLimitIsRefused() {
        PutOptions options = PutOptions.metadata(Map.of("note", "x".repeat(2045)));

        assertFails(() -> bucket.put("key", new byte[0], options), ErrorCode.INVALID_ARGUMENT);
        bucket.put("key", new byte[0], PutOptions.metadata(Map.of("note", "x".repeat(2044))));
    }

    @Test
    void asynchronousCallsGiveWhatTheOthersGive() {
        ObjectInfo written =
                bucket.putAsync("key", new byte[] {1}, PutOptions.defaults()).join();

        assertThat(bucket.getBytesAsync("key", GetOptions.defaults()).join()).containsExactly(1);
        assertThat(bucket.head("key")).isEqualTo(written);
    }

    private static void assertFails(ThrowingCallable call, ErrorCode code) {
        assertThatExceptionOfType(CloudException.class).isThrownBy(call).returns(code, CloudException::code);
    }
}
