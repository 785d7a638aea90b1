package dev.welkin.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes in parts and reads in ranges, on a backend that takes small pieces only and sometimes breaks. */
class LargeContentTest {
    private static final PutOptions IN_PARTS =
            PutOptions.defaults().withTransfer(Transfer.defaults().withPartBytes(10));

    private final Cloud cloud = Cloud.inMemory();
    private final PiecesDriver driver = new PiecesDriver(cloud.context());
    private final Bucket bucket = Bucket.over(cloud, "pieces", driver);

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void bytesAreWrittenInParts() {
        ObjectInfo written = bucket.put("key", content(95), IN_PARTS);

        assertThat(bucket.getBytes("key")).isEqualTo(content(95));
        assertThat(written).isEqualTo(bucket.head("key"));
        assertThat(driver.parts).hasValue(10);
        assertThat(driver.puts).hasValue(0);
    }

    @Test
    void aFileIsWrittenInParts() throws IOException {
        Path file = Files.write(folder.resolve("file"), content(100));

        bucket.put("key", file, IN_PARTS);

        assertThat(bucket.getBytes("key")).isEqualTo(content(100));
        assertThat(driver.parts).hasValue(10);
    }

    @Test
    void aStreamOfAnyLengthArrivesWhole() {
        for (int length : new int[] {0, 1, 9, 10, 11, 20, 21, 99, 100, 101}) {
            bucket.put("key", new ByteArrayInputStream(content(length)), IN_PARTS);

            assertThat(bucket.getBytes("key")).as("%d bytes", length).isEqualTo(content(length));
        }
    }

    @Test
    void aStreamOfOnePartIsOnePut() {
        bucket.put("key", new ByteArrayInputStream(content(10)), IN_PARTS);

        assertThat(driver.puts).hasValue(1);
        assertThat(driver.parts).hasValue(0);
    }

    @Test
    void aPartThatBreaksIsSentAgainAlone() {
        driver.failing(3);

        bucket.put("key", new ByteArrayInputStream(content(100)), IN_PARTS);

        assertThat(bucket.getBytes("key")).isEqualTo(content(100));
        assertThat(driver.parts).hasValue(11);
    }

    @Test
    void aWriteThatFailsForGoodLeavesNothing() {
        driver.failingForEver();
        // one part at a time, or so many fail together that the breaker opens before the bucket is asked what it has
        PutOptions oneByOne =
                IN_PARTS.withTransfer(Transfer.defaults().withPartBytes(10).withParallel(1));

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bucket.put("key", content(100), oneByOne))
                .returns(ErrorCode.UNAVAILABLE, CloudException::code);
        assertThat(bucket.exists("key")).isFalse();
        assertThat(driver.aborts).hasValue(1);
    }

    @Test
    void aSourceThatFailsLeavesNothing() {
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(content(55)), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the tape tore");
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return read();
            }
        });

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bucket.put("key", broken, IN_PARTS))
                .withMessageContaining("the tape tore");
        assertThat(bucket.exists("key")).isFalse();
        assertThat(driver.aborts).hasValue(1);
    }

    @Test
    void aLostReplyToTheCompletionIsResolved() {
        driver.losingCompletion();

        bucket.put("key", content(50), IN_PARTS);

        assertThat(bucket.getBytes("key")).isEqualTo(content(50));
    }

    @Test
    void anExecutorOfOneThreadIsEnoughEvenFromWithin() throws InterruptedException, ExecutionException {
        ExecutorService one = Executors.newSingleThreadExecutor();
        try (Cloud small = Cloud.builder()
                .config(Map.of("storage", Map.of("pieces", "memory:")))
                .executor(one)
                .open()) {
            Bucket inside = Bucket.over(small, "pieces", new PiecesDriver(small.context()));

            inside.putAsync("key", content(100), IN_PARTS).get();

            assertThat(inside.getBytes("key")).isEqualTo(content(100));
        } finally {
            one.shutdownNow();
        }
    }

    @Test
    void moreThanTheGreatestNumberOfPartsIsToldAsSuch() {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bucket.put("key", new ByteArrayInputStream(content(1001)), IN_PARTS))
                .withMessageContaining("100 parts")
                .returns("too_large", CloudException::reason);
        assertThat(driver.aborts).hasValue(1);
    }

    @Test
    void anInterruptEndsTheWriteAndLeavesNothing() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bucket.put("key", content(100), IN_PARTS))
                .returns(ErrorCode.CANCELLED, CloudException::code);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(bucket.exists("key")).isFalse();
    }

    @Test
    void aDownloadComesInRangesAndGoesOnWhereOneBroke() throws IOException {
        bucket.put("key", content(95), IN_PARTS);
        driver.cuttingReads(3);
        Path file = folder.resolve("file");

        bucket.download("key", file, GetOptions.defaults(), Transfer.defaults().withPartBytes(10));

        assertThat(Files.readAllBytes(file)).isEqualTo(content(95));
        assertThat(driver.bytesRead.get()).as("nothing came twice").isEqualTo(95);
    }

    @Test
    void aDownloadOfAnEmptyObjectIsAnEmptyFile() {
        bucket.put("key", new byte[0]);
        Path file = folder.resolve("file");

        bucket.download("key", file);

        assertThat(file).isEmptyFile();
    }

    @Test
    void aDownloadOfAnObjectThatChangesMeanwhileFails() {
        bucket.put("key", content(95), IN_PARTS);
        driver.beforeSecondRead(() -> bucket.put("key", content(5)));
        Path file = folder.resolve("file");

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bucket.download(
                        "key",
                        file,
                        GetOptions.defaults(),
                        Transfer.defaults().withPartBytes(10).withParallel(1)))
                .returns("changed", CloudException::reason);
        assertThat(file).doesNotExist();
    }

    @Test
    void aStreamThatBreaksGoesOn() {
        bucket.put("key", content(95), IN_PARTS);
        driver.cuttingReads(2);

        try (StoredObject object = bucket.get("key")) {
            assertThat(object.stream()).hasBinaryContent(content(95));
        }
    }

    @Test
    void aStreamThatNeverGoesOnIsTruncated() {
        bucket.put("key", content(95), IN_PARTS);
        driver.givingNothing();

        try (StoredObject object = bucket.get("key")) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> object.stream().readAllBytes())
                    .returns(ErrorCode.TRUNCATED, CloudException::code);
        }
    }

    private static byte[] content(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
