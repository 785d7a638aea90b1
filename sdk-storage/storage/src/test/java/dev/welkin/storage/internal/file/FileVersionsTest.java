package dev.welkin.storage.internal.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.Buckets;
import dev.welkin.storage.GetOptions;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.ObjectVersion;
import dev.welkin.storage.PutOptions;
import dev.welkin.storage.VersionId;
import dev.welkin.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kept versions in a folder: what the contract cannot see, and what a crash leaves. */
class FileVersionsTest {
    private static final Pattern WORDS =
            Pattern.compile("(begin|deleted|removing|removed) \\S+ \\S+|done \\S+ \\S+ \\S+");

    @TempDir
    private Path temp = Path.of("");

    private Path root = Path.of("");

    @BeforeEach
    void place() {
        root = temp.resolve("bucket");
    }

    private Bucket open() {
        return Bucket.open("file:" + root + "?versions=true");
    }

    @Test
    void aVersionKeepsItsMetadataWhereverItsRecordLies() {
        try (Bucket bucket = open()) {
            List<VersionId> ids = new ArrayList<>();
            for (String name : List.of("1", "2", "3", "4")) {
                String note = name.equals("2") || name.equals("3") ? "中".repeat(600) : "short";
                ids.add(version(
                        bucket.put("key", name.getBytes(UTF_8), PutOptions.metadata(Map.of("n", name, "note", note)))));
            }
            for (int i = 0; i < 4; i++) {
                assertThat(bucket.head("key", ids.get(i)).metadata()).containsEntry("n", "" + (i + 1));
            }
            bucket.delete("key", ids.get(3));
            assertThat(bucket.head("key").metadata()).containsEntry("n", "3");
            bucket.delete("key", ids.get(2));
            assertThat(bucket.head("key").metadata()).containsEntry("n", "2");
            assertThat(new String(bucket.getBytes("key"), UTF_8)).isEqualTo("2");
        }
    }

    @Test
    void versionsOutliveTheirBucketAndAFolderInTheirPlace() {
        VersionId first;
        try (Bucket bucket = open()) {
            first = version(bucket.put("a", "file".getBytes(UTF_8)));
            bucket.delete("a");
            bucket.put("a/b", "below".getBytes(UTF_8));
        }
        try (Bucket bucket = open()) {
            assertThat(bucket.getBytes("a", GetOptions.version(first))).isEqualTo("file".getBytes(UTF_8));
            bucket.restore("a", first);
            assertThat(new String(bucket.getBytes("a"), UTF_8)).isEqualTo("file");
            assertThat(new String(bucket.getBytes("a/b"), UTF_8)).isEqualTo("below");
            assertThat(keys(bucket)).containsExactly("a", "a", "a", "a/b");
        }
    }

    @Test
    void whoDeletesTheLastVersionLeavesNothing() throws IOException {
        try (Bucket bucket = open()) {
            bucket.put("d/key", new byte[1]);
            bucket.put("d/key", new byte[2]);
            bucket.delete("d/key");
            for (ObjectVersion version : bucket.versions("")) {
                bucket.delete(version.key(), version.id());
            }
            assertThat(bucket.exists("d/key")).isFalse();
        }
        try (Stream<Path> left = Files.list(root.resolve(History.FOLDER))) {
            assertThat(left).isEmpty();
        }
        assertThat(root.resolve("d")).doesNotExist();
    }

    @Test
    void aBucketWithVersionsIsNotEmpty() {
        try (Buckets buckets = Buckets.open("file:" + temp.resolve("all") + "?versions=true")) {
            buckets.create("one");
            Bucket bucket = buckets.bucket("one");
            bucket.put("key", new byte[1]);
            bucket.delete("key");

            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> buckets.delete("one"))
                    .returns(ErrorCode.PRECONDITION_FAILED, CloudException::code);

            bucket.versions("").forEach(version -> bucket.delete(version.key(), version.id()));
            buckets.delete("one");
            assertThat(buckets.list()).isEmpty();
        }
    }

    @Test
    void twoProcessesKeepEachVersionOnce() {
        try (Bucket bucket = open()) {
            bucket.put("counter", "0".getBytes(UTF_8));
            try (ChildJvm one = ChildJvm.start(FileBucketChild.class, "versions-count", root.toString(), "20");
                    ChildJvm two = ChildJvm.start(FileBucketChild.class, "versions-count", root.toString(), "20")) {
                FileBucketChild.count(bucket, 20);
                assertThat(one.exitCode(Duration.ofMinutes(1)))
                        .as(one.output()::toString)
                        .isZero();
                assertThat(two.exitCode(Duration.ofMinutes(1)))
                        .as(two.output()::toString)
                        .isZero();
            }
            List<String> values = new ArrayList<>();
            for (ObjectVersion version : bucket.versions("")) {
                values.add(new String(bucket.getBytes("counter", GetOptions.version(version.id())), UTF_8));
            }
            List<String> expected = new ArrayList<>();
            for (int i = 60; i >= 0; i--) {
                expected.add("" + i);
            }
            assertThat(values).isEqualTo(expected);
        }
    }

    /** As a crash leaves it after the version was kept and marked, before the object was removed. */
    @Test
    void aDeleteThatWasNotFinishedDidNotHappen() throws IOException {
        Path old = temp.resolve("old");
        VersionId first;
        try (Bucket bucket = open()) {
            first = version(bucket.put("key", "1".getBytes(UTF_8)));
            Files.createLink(old, root.resolve("key"));
            bucket.delete("key");
            Files.move(old, root.resolve("key"));
        }
        try (Bucket bucket = open()) {
            assertThat(bucket.versions("")).extracting(ObjectVersion::id).containsExactly(first);
            VersionId second = version(bucket.put("key", "2".getBytes(UTF_8)));
            assertThat(bucket.versions("")).extracting(ObjectVersion::id).containsExactly(second, first);
            bucket.delete("key", second);
            assertThat(new String(bucket.getBytes("key"), UTF_8)).isEqualTo("1");
            bucket.delete("key", first);
            assertThat(bucket.versions("")).isEmpty();
        }
    }

    @Test
    void aKilledWriterLosesNoVersion() {
        killRounds(4);
    }

    @Test
    @Tag("soak")
    void fiftyKilledWritersLoseNoVersion() {
        killRounds(50);
    }

    private void killRounds(int rounds) {
        Random random = new Random(rounds);
        Map<String, Acknowledged> acknowledged = new HashMap<>();
        int underway = 0;
        for (int kill = 0; underway < rounds; kill++) {
            assertThat(kill).as("kills tried").isLessThan(rounds * 3 + 10);
            try (ChildJvm child = ChildJvm.start(FileBucketChild.class, "versions", root.toString(), "" + kill)) {
                child.awaitLine("done", Duration.ofMinutes(2));
                LockSupport.parkNanos(random.nextInt(300_000_000)); // the moment of death is what varies
                child.kill();
                child.output().stream().filter(WORDS.asMatchPredicate()).forEach(line -> note(line, acknowledged));
            }
            underway += acknowledged.values().stream().anyMatch(one -> one.begun) ? 1 : 0;
            try (Bucket bucket = open()) {
                acknowledged.forEach((key, of) -> check(bucket, key, of));
            }
        }
    }

    /** What a key must have, as the dead said. */
    private static final class Acknowledged {
        /** Versions by id, oldest first, with the number that their content is made of. */
        private final Map<String, String> versions = new LinkedHashMap<>();
        /** Of a write, or of a removal, it may be this one more and one less. */
        private boolean begun;

        private int cutShort;
        private @Nullable String newest;
    }

    private static void note(String line, Map<String, Acknowledged> acknowledged) {
        String[] words = line.split(" ", -1);
        Acknowledged of = acknowledged.computeIfAbsent(words[1], key -> new Acknowledged());
        of.newest = null;
        of.begun = words[0].equals("begin") || words[0].equals("removing");
        switch (words[0]) {
            case "done" -> {
                of.versions.put(words[3], words[2]);
                of.newest = words[3];
            }
            case "deleted" -> of.newest = "";
            case "removing" -> of.versions.remove(words[2]);
            default -> assertThat(words[0]).isIn("begin", "removed");
        }
    }

    /** Each acknowledged version is there, whole and in its place; what is there beside them was begun. */
    private static void check(Bucket bucket, String key, Acknowledged of) {
        of.cutShort += of.begun ? 1 : 0;
        List<String> ids = new ArrayList<>(of.versions.keySet());
        Collections.reverse(ids);
        List<String> seen = new ArrayList<>();
        for (ObjectVersion version : bucket.versions(key)) {
            if (!version.deleted()) {
                seen.add(version.id().value());
            }
        }
        assertThat(seen).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(ids.size() + of.cutShort);
        assertThat(seen).filteredOn(ids::contains).isEqualTo(ids);
        of.versions.forEach((id, name) -> assertWhole(bucket, key, id, name));
        if (of.newest != null && !of.newest.isEmpty()) {
            assertThat(version(bucket.head(key)).value()).isEqualTo(of.newest);
        } else if (of.newest != null) {
            assertThat(bucket.exists(key)).isFalse();
        }
    }

    private static void assertWhole(Bucket bucket, String key, String id, String name) {
        String[] parts = name.split("/", -1);
        byte[] content = FileBucketChild.content(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        assertThat(bucket.getBytes(key, GetOptions.version(new VersionId(id)))).isEqualTo(content);
        assertThat(bucket.head(key, new VersionId(id)).metadata()).containsEntry("n", name);
    }

    private static List<String> keys(Bucket bucket) {
        List<String> keys = new ArrayList<>();
        bucket.versions("").forEach(version -> keys.add(version.key()));
        return keys;
    }

    private static VersionId version(ObjectInfo written) {
        return Objects.requireNonNull(written.version());
    }
}
