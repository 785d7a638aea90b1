package dev.welkin.storage.internal.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.Buckets;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PutOptions;
import dev.welkin.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBackendTest {
    @TempDir
    private Path temp;

    private Path root;
    private Bucket bucket;

    @BeforeEach
    void open() {
        root = temp.resolve("bucket");
        bucket = Bucket.open("file:" + root);
    }

    @AfterEach
    void close() {
        bucket.close();
    }

    @Test
    void anOrdinaryKeyIsAFileToRead() {
        bucket.put("photos/2024/cat.jpg", bytes("meow"));

        assertThat(root.resolve("photos/2024/cat.jpg")).hasContent("meow");
    }

    @Test
    void aFileOfTheUsersOwnIsAnObject() throws IOException {
        bucket.put("made.txt", bytes("x"));
        Files.writeString(root.resolve("mine.txt"), "hand-made");
        Files.writeString(root.resolve("Not a key.txt"), "ignored");

        assertThat(bucket.list("")).extracting(ObjectInfo::key).containsExactly("made.txt", "mine.txt");
        assertThat(bucket.getBytes("mine.txt")).isEqualTo(bytes("hand-made"));
        assertThat(bucket.head("mine.txt").contentType()).isEqualTo("text/plain");
    }

    @Test
    void readingMakesNothing() {
        assertFails(ErrorCode.NOT_FOUND, () -> bucket.getBytes("key"));
        bucket.delete("key");
        assertThat(bucket.list("")).isEmpty();

        assertThat(root).doesNotExist();
    }

    @Test
    void aFlippedByteIsCorrupted() throws IOException {
        bucket.put("key", bytes("0123456789"));
        Files.write(root.resolve("key"), bytes("0123x56789"), StandardOpenOption.WRITE);

        assertFails(ErrorCode.CORRUPTED, () -> bucket.getBytes("key"));
    }

    @Test
    void aFileThatWasCutIsCorrupted() throws IOException {
        bucket.put("key", bytes("0123456789"));
        Files.write(root.resolve("key"), bytes("01"), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);

        assertFails(ErrorCode.CORRUPTED, () -> bucket.getBytes("key"));
    }

    @Test
    void allIsForItsOwnerAlone() throws IOException {
        bucket.put("a/b", bytes("x"));
        assumeTrue(Files.getFileStore(root).supportsFileAttributeView("posix"), "no POSIX modes here");

        try (Stream<Path> paths = Files.walk(root)) {
            assertThat(paths)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        bucket.put("key", bytes("x"));
        Files.createSymbolicLink(root.resolve("folder"), outside);
        Files.createSymbolicLink(root.resolve("file"), outside.resolve("secret"));

        assertFails(ErrorCode.INVALID_ARGUMENT, () -> bucket.getBytes("folder/secret"));
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> bucket.put("folder/new", bytes("x")));
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> bucket.getBytes("file"));
        assertThat(bucket.list("")).extracting(ObjectInfo::key).containsExactly("key");
        assertThat(outside).isDirectoryNotContaining("glob:**new");
    }

    @Test
    void draftsOfTheDeadAreRemovedWhenTheyAreOld() throws IOException {
        bucket.put("key", bytes("x"));
        bucket.close();
        Path drafts = root.resolve(".%welkin/drafts");
        Path young = Files.writeString(drafts.resolve("young"), "x");
        Path old = Files.writeString(drafts.resolve("old"), "x");
        Files.setLastModifiedTime(
                old, FileTime.from(Instant.now().minus(Drafts.SAFE_AGE).minusSeconds(60)));

        bucket = Bucket.open("file:" + root);
        bucket.put("key", bytes("y"));

        assertThat(young).exists();
        assertThat(old).doesNotExist();
    }

    @Test
    void metadataTooLongForAnAttributeLiesBeside() {
        PutOptions first = PutOptions.metadata(Map.of("note", "中".repeat(600)));
        PutOptions second = PutOptions.metadata(Map.of("note", "文".repeat(600)));

        bucket.put("key", bytes("one"), first);
        assertThat(bucket.head("key").metadata()).isEqualTo(first.attributes().metadata());
        bucket.put("key", bytes("two"), second);
        assertThat(bucket.head("key").metadata()).isEqualTo(second.attributes().metadata());
        assertThat(bucket.getBytes("key")).isEqualTo(bytes("two"));
        bucket.put("key", bytes("three"));
        assertThat(bucket.head("key").metadata()).isEmpty();
        bucket.delete("key");
        assertThat(root.resolve(".%welkin/records")).isEmptyDirectory();
    }

    @Test
    void badOptionsAndPlacesAreErrors() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "x");

        assertFails(ErrorCode.INVALID_ARGUMENT, () -> Bucket.open("file:" + root + "?durability=never"));
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> Bucket.open("file:" + root + "?durabilty=os"));
        try (Bucket noFolder = Bucket.open("file:" + file)) {
            assertFails(ErrorCode.INVALID_ARGUMENT, () -> noFolder.put("key", bytes("x")));
        }
    }

    @Test
    void bucketsOfAFolderAreItsFolders() throws IOException {
        try (Buckets buckets = Buckets.open("file:" + root)) {
            Bucket photos = buckets.create("photos");
            photos.put("key", bytes("x"));

            assertThat(buckets.list()).containsExactly("photos");
            assertFails(ErrorCode.ALREADY_EXISTS, () -> buckets.create("photos"));
            assertFails(ErrorCode.PRECONDITION_FAILED, () -> buckets.delete("photos"));
            assertFails(ErrorCode.INVALID_ARGUMENT, () -> buckets.create("../up"));
            photos.delete("key");
            buckets.delete("photos");
            buckets.delete("photos");
            assertThat(buckets.list()).isEmpty();
        }
    }

    @Test
    void twoProcessesAndTwoCloudsLoseNoIncrement() {
        bucket.put("counter", bytes("0"));
        try (ChildJvm one = ChildJvm.start(FileBucketChild.class, "count", root.toString(), "40");
                ChildJvm two = ChildJvm.start(FileBucketChild.class, "count", root.toString(), "40");
                Bucket other = Bucket.open("file:" + root)) {
            FileBucketChild.count(other, 20);
            FileBucketChild.count(bucket, 20);

            assertThat(one.exitCode(Duration.ofMinutes(1)))
                    .as(one.output()::toString)
                    .isZero();
            assertThat(two.exitCode(Duration.ofMinutes(1)))
                    .as(two.output()::toString)
                    .isZero();
        }
        assertThat(bucket.getBytes("counter")).isEqualTo(bytes("120"));
    }

    @Test
    void aLongStreamNeedsLittleMemory() {
        try (ChildJvm child = ChildJvm.of(FileBucketChild.class)
                .arguments("stream", root.toString(), "256")
                .heapMegabytes(64)
                .start()) {
            assertThat(child.exitCode(Duration.ofMinutes(2)))
                    .as(child.output()::toString)
                    .isZero();
        }
        assertThat(bucket.head("stream").sizeBytes()).isEqualTo(256L << 20);
    }

    @Test
    void aFullDiskIsSaidSoAndNothingIsLost() throws Exception {
        Path disk = Files.createDirectory(temp.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()), "skipped: cannot mount here");
        try (Bucket small = Bucket.open("file:" + disk.resolve("b"))) {
            small.put("kept", bytes("kept"));

            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> small.put("big", new byte[2 << 20]))
                    .returns(ErrorCode.QUOTA_EXCEEDED, CloudException::code)
                    .returns("disk_full", CloudException::reason);

            assertThat(small.exists("big")).isFalse();
            small.put("kept", bytes("there is room again"));
            assertThat(small.getBytes("kept")).isEqualTo(bytes("there is room again"));
        } finally {
            run("umount", disk.toString());
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidSo() throws Exception {
        Path disk = Files.createDirectory(temp.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1m,ro", "tmpfs", disk.toString()),
                "skipped: cannot mount here");
        try (Bucket readOnly = Bucket.open("file:" + disk.resolve("b"))) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> readOnly.put("key", bytes("x")))
                    .returns(ErrorCode.PERMISSION_DENIED, CloudException::code)
                    .withMessageContaining(disk.toString())
                    .withMessageContaining("may not do that there");
        } finally {
            run("umount", disk.toString());
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // no such command
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(CloudException.class).isThrownBy(call).returns(code, CloudException::code);
    }
}
