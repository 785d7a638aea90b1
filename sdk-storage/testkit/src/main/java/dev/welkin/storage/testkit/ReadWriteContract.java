package dev.welkin.storage.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.welkin.ErrorCode;
import dev.welkin.storage.ByteRange;
import dev.welkin.storage.DeleteResult;
import dev.welkin.storage.Destination;
import dev.welkin.storage.GetOptions;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.PutOptions;
import dev.welkin.storage.StorageFeature;
import dev.welkin.storage.StoredObject;
import dev.welkin.storage.Transfer;
import dev.welkin.testkit.Canary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes in, bytes out. */
@Requires(StorageFeature.WRITE)
public abstract class ReadWriteContract extends BucketContract {
    /** For subclasses. */
    protected ReadWriteContract() {}

    @Test
    void whatIsWrittenIsRead() {
        ObjectInfo written = bucket().put("greeting.txt", bytes("hello"));

        assertThat(read("greeting.txt")).isEqualTo("hello");
        assertSame(bucket().head("greeting.txt"), written);
        assertThat(written.sizeBytes()).isEqualTo(5);
        assertThat(written.contentType()).isEqualTo("text/plain");
    }

    @Test
    void anObjectMayBeEmpty() {
        bucket().put("empty", new byte[0]);

        assertThat(bucket().getBytes("empty")).isEmpty();
        assertThat(bucket().head("empty").sizeBytes()).isZero();
    }

    @Test
    void anotherWriteReplacesTheWholeObject() {
        ObjectInfo first = bucket().put("key", bytes("a long first version"));
        ObjectInfo second = bucket().put("key", bytes("short"));

        assertThat(read("key")).isEqualTo("short");
        assertThat(second.token()).isNotEqualTo(first.token());
    }

    @Test
    void aStreamOfUnknownLengthIsStoredWhole() {
        byte[] content = random(3_000_001);

        bucket().put("key", new ByteArrayInputStream(content));

        assertThat(bucket().getBytes("key")).isEqualTo(content);
    }

    @Test
    void aReadStaysTheVersionItOpened() throws IOException {
        bucket().put("key", bytes("old"));
        try (StoredObject object = bucket().get("key")) {
            bucket().put("key", bytes("new"));

            assertThat(object.stream().readAllBytes()).asString(UTF_8).isEqualTo("old");
        }
    }

    @Test
    void aMissingObjectIsNotFound() {
        assertFails(ErrorCode.NOT_FOUND, () -> bucket().getBytes("missing"));
        assertFails(ErrorCode.NOT_FOUND, () -> bucket().head("missing"));
        assertFails(ErrorCode.NOT_FOUND, () -> bucket().copy("missing", Destination.key("b")));
        assertThat(bucket().exists("missing")).isFalse();
    }

    @Test
    void deleteOfMissingKeyIsSuccess() {
        bucket().put("key", bytes("x"));

        bucket().delete("key");
        bucket().delete("key");

        assertThat(bucket().exists("key")).isFalse();
    }

    @Test
    @Requires(uses = StorageFeature.BULK_DELETE)
    void deleteAllTellsOfEachKeyOnce() {
        bucket().put("a", bytes("x"));
        bucket().put("b", bytes("x"));

        List<DeleteResult> results = bucket().deleteAll(List.of("b", "missing", "a", "b"));

        assertThat(results).extracting(DeleteResult::key).containsExactly("b", "missing", "a");
        assertThat(results).allMatch(DeleteResult::deleted);
        assertThat(bucket().list("")).isEmpty();
    }

    @Test
    @Requires(StorageFeature.RANGE)
    void rangesGiveTheirBytes() {
        bucket().put("key", bytes("0123456789"));

        assertThat(range(ByteRange.of(2, 3))).isEqualTo("234");
        assertThat(range(ByteRange.from(7))).isEqualTo("789");
        assertThat(range(ByteRange.last(2))).isEqualTo("89");
        assertThat(range(ByteRange.of(8, 100))).isEqualTo("89");
        assertThat(range(ByteRange.last(100))).isEqualTo("0123456789");
    }

    @Test
    @Requires(StorageFeature.RANGE)
    void aRangeBehindTheEndIsAnError() {
        bucket().put("key", bytes("0123456789"));

        assertFails(ErrorCode.INVALID_ARGUMENT, () -> range(ByteRange.from(10)));
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> ByteRange.of(-1, 2));
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> range(ByteRange.of(0, 0)));
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> range(new ByteRange.Span(0, 0)));
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> ByteRange.last(0));
    }

    @Test
    @Requires(StorageFeature.RANGE)
    void theLastBytesOfAnEmptyObjectAreNone(@TempDir Path folder) throws IOException {
        ObjectInfo written = bucket().put("empty", new byte[0]);
        GetOptions last = GetOptions.range(ByteRange.last(5));

        assertThat(bucket().getBytes("empty", last)).isEmpty();
        assertThat(bucket().getBytesAsync("empty", last).join()).isEmpty();
        try (StoredObject object = bucket().get("empty", last)) {
            assertSame(object.info(), written);
            assertThat(object.span()).isEqualTo(new ByteRange.Span(0, 0));
            assertThat(object.stream().readAllBytes()).isEmpty();
        }
        Path file = folder.resolve("empty");
        assertSame(bucket().download("empty", file, last, Transfer.defaults()), written);
        assertThat(file).isEmptyFile();
    }

    @Test
    @Requires(uses = StorageFeature.COPY)
    void copyKeepsTheOriginalAndMoveDoesNot() {
        bucket().put("a", bytes("content"));

        bucket().copy("a", Destination.key("b"));
        bucket().move("a", Destination.key("c"));

        assertThat(read("b")).isEqualTo("content");
        assertThat(read("c")).isEqualTo("content");
        assertThat(bucket().exists("a")).isFalse();
    }

    @Test
    void contentAppearsInNoLogAndNoError() {
        try (Canary canary = Canary.watch()) {
            byte[] secret = bytes(canary.value("content"));
            canary.shows("the answer", bucket().put("key", secret));
            canary.shows("a failed write", catchThrowable(() -> bucket().put("key\n", secret)));
            canary.shows(
                    "a refused write",
                    catchThrowable(() -> bucket().put("key", secret, PutOptions.mode(PutMode.create()))));
            canary.shows("the bucket", bucket());
            try (StoredObject object = bucket().get("key")) {
                canary.shows("the object", object);
            }
            canary.assertNoLeak();
        }
    }

    private String range(ByteRange range) {
        return new String(bucket().getBytes("key", GetOptions.range(range)), UTF_8);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
