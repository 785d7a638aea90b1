package dev.welkin.storage.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.ErrorCode;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.StorageFeature;
import dev.welkin.storage.SyncOptions;
import dev.welkin.storage.SyncProgress;
import dev.welkin.storage.SyncReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders and prefixes that are made alike. */
@Requires(StorageFeature.WRITE)
public abstract class SyncContract extends BucketContract {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    @TempDir
    private Path folder;

    @TempDir
    private Path elsewhere;

    /** For subclasses. */
    protected SyncContract() {}

    @Test
    void aFolderGoesUpAndComesDownTheSame() throws IOException {
        write("a.txt", "one");
        write("deep/er/b ü.txt", "two");
        write("empty", "");
        Path other = Files.createTempDirectory(elsewhere, "down");

        SyncReport up = bucket().syncUp(folder, "backup/", SyncOptions.defaults());
        SyncReport down = bucket().syncDown(other, "backup/", SyncOptions.defaults());

        assertThat(up.moved()).containsExactly("backup/a.txt", "backup/deep/er/b ü.txt", "backup/empty");
        assertThat(up.movedBytes()).isEqualTo(6);
        assertThat(down.moved()).isEqualTo(up.moved());
        assertThat(other.resolve("deep/er/b ü.txt")).hasContent("two");
        assertThat(other.resolve("empty")).isEmptyFile();
    }

    @Test
    void whatIsTheSameStays() throws IOException {
        write("a", "one");
        write("b", "two");
        bucket().syncUp(folder, "", SyncOptions.defaults());
        write("b", "three");

        SyncReport again = bucket().syncUp(folder, "", SyncOptions.defaults());

        assertThat(again.moved()).containsExactly("b");
        assertThat(again.unchanged()).isEqualTo(1);
        assertThat(read("b")).isEqualTo("three");
    }

    @Test
    void extraOnesAreDeletedOnlyWhenAsked() throws IOException {
        write("a", "one");
        bucket().put("p/old", bytes("x"));
        bucket().put("elsewhere", bytes("x"));

        assertThat(bucket().syncUp(folder, "p/", SyncOptions.defaults()).deleted())
                .isEmpty();
        assertThat(bucket().syncUp(folder, "p/", SyncOptions.defaults().withDeleteExtra(true))
                        .deleted())
                .containsExactly("old");

        assertThat(bucket().list("")).extracting(ObjectInfo::key).containsExactly("elsewhere", "p/a");
    }

    @Test
    void aDryRunChangesNothing() throws IOException {
        write("a", "one");
        bucket().put("old", bytes("x"));

        SyncReport report = bucket().syncUp(
                        folder, "", SyncOptions.defaults().withDryRun(true).withDeleteExtra(true));

        assertThat(report.moved()).containsExactly("a");
        assertThat(report.deleted()).containsExactly("old");
        assertThat(bucket().list("")).extracting(ObjectInfo::key).containsExactly("old");
    }

    @Test
    void everyFileIsToldOf() throws IOException {
        for (int i = 0; i < 10; i++) {
            write("file" + i, "x".repeat(i));
        }
        List<SyncProgress> told = new ArrayList<>();

        bucket().syncUp(folder, "", SyncOptions.defaults().withProgress(told::add));

        assertThat(told).extracting(SyncProgress::done).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(told.get(9))
                .extracting(SyncProgress::total, SyncProgress::doneBytes)
                .containsExactly(10, 45L);
    }

    @Test
    @Requires(StorageFeature.FLAT_KEYS)
    void keysThatAreNoPathsStayWhereTheyAre() {
        assertStayBehind("con", "a//b");
    }

    @Test
    @Requires(StorageFeature.ANY_KEY)
    void keysOfAnyShapeStayWhereTheyAre() {
        assertStayBehind("a\\b", "dot.", "../up");
    }

    private void assertStayBehind(String... keys) {
        bucket().put("ok", bytes("x"));
        List.of(keys).forEach(key -> bucket().put(key, bytes("x")));

        SyncReport report = bucket().syncDown(folder, "", SyncOptions.defaults());

        assertThat(report.moved()).containsExactly("ok");
        assertThat(report.failures().keySet()).containsExactlyInAnyOrder(keys);
        assertThat(report.failures().values())
                .allSatisfy(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }

    @Test
    void keysThatDifferOnlyInCaseAreTold() {
        bucket().put("Photo.jpg", bytes("x"));
        bucket().put("photo.jpg", bytes("y"));

        SyncReport report = bucket().syncDown(folder, "", SyncOptions.defaults().withParallel(1));

        assertThat(report.moved()).containsExactly("Photo.jpg");
        assertThat(report.failures()).containsOnlyKeys("photo.jpg");
    }

    @Test
    void nothingIsWrittenThroughALink() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Files.createSymbolicLink(inside.resolve("link"), outside);
        bucket().put("link/file", bytes("x"));

        SyncReport report = bucket().syncDown(inside, "", SyncOptions.defaults());

        assertThat(report.failures()).containsOnlyKeys("link/file");
        assertThat(outside).isEmptyDirectory();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        Files.setLastModifiedTime(file, LONG_AGO);
    }
}
