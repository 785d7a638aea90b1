package dev.welkin.storage.internal.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.storage.Bucket;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.PutOptions;
import dev.welkin.testkit.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process killed in the middle of writing: what it acknowledged is whole, and nothing half is seen. */
class FileCrashTest {
    @TempDir
    private Path temp = Path.of("");

    private Path root = Path.of("");

    @BeforeEach
    void place() {
        root = temp.resolve("bucket");
    }

    @Test
    void aKilledWriterLeavesWholeObjects() {
        killRounds("write", 4);
    }

    @Test
    void aKilledWriterOfRecordsThatLieBesideLeavesWholeObjects() {
        killRounds("beside", 3);
    }

    @Test
    @Tag("soak")
    void fiftyKilledWritersLeaveWholeObjects() {
        killRounds("write", 50);
    }

    @Test
    @Tag("soak")
    void fiftyKilledWritersOfRecordsThatLieBesideLeaveWholeObjects() {
        assertThat(killRounds("beside", 50)).as("kills between the two renames").isPositive();
    }

    /** As a crash leaves it after the record's rename and before the content's. */
    @Test
    void betweenTheTwoRenamesTheOldVersionCounts() throws IOException {
        Path content = root.resolve("key");
        Path old = root.resolveSibling("old-content");
        try (Bucket bucket = Bucket.open("file:" + root)) {
            bucket.put("key", "old".getBytes(UTF_8), beside("old"));
            Files.createLink(old, content);
            bucket.put("key", "new".getBytes(UTF_8), beside("new"));
            Files.move(old, content, StandardCopyOption.ATOMIC_MOVE);
        }
        try (Bucket bucket = Bucket.open("file:" + root)) {
            assertThat(bucket.getBytes("key")).isEqualTo("old".getBytes(UTF_8));
            assertThat(bucket.head("key").metadata()).containsEntry("n", "old");
            bucket.put(
                    "key",
                    "newer".getBytes(UTF_8),
                    PutOptions.mode(PutMode.update(bucket.head("key").token())));
            assertThat(bucket.getBytes("key")).isEqualTo("newer".getBytes(UTF_8));
        }
    }

    private static PutOptions beside(String name) {
        return PutOptions.metadata(Map.of("n", name, "note", "\u4e2d".repeat(600)));
    }

    /** Kills until so many have landed with a write under way; returns how many of those fell between two renames. */
    private int killRounds(String mode, int inFlight) {
        Random random = new Random(inFlight);
        Map<String, String> acknowledged = new HashMap<>();
        int kills = 0;
        int underway = 0;
        int between = 0;
        while (underway < inFlight) {
            assertThat(kills).as("kills tried").isLessThan(inFlight * 3 + 10);
            Map<String, String> begun = new HashMap<>();
            try (ChildJvm child = ChildJvm.start(FileBucketChild.class, mode, root.toString(), "" + kills)) {
                child.awaitLine("done", Duration.ofMinutes(2));
                LockSupport.parkNanos(random.nextInt(300_000_000)); // the moment of death is what varies
                child.kill();
                note(child.output(), begun, acknowledged);
            }
            kills++;
            underway += begun.isEmpty() ? 0 : 1;
            between += fellBetweenTheRenames(begun) ? 1 : 0;
            check(begun, acknowledged);
        }
        System.out.printf(
                "%s: kills %d, with a write under way %d, between its two renames %d%n",
                mode, kills, underway, between);
        return between;
    }

    /** The record of what was begun is there, and its content is not. */
    private boolean fellBetweenTheRenames(Map<String, String> begun) {
        try (Bucket bucket = Bucket.open("file:" + root);
                Stream<Path> records = Files.list(root.resolve(KeyPaths.INTERNAL + "/records"))) {
            List<String> all = records.filter(file -> !file.toString().endsWith(".new"))
                    .map(FileCrashTest::read)
                    .toList();
            return begun.entrySet().stream()
                    .filter(write -> all.stream()
                            .anyMatch(text ->
                                    text.contains("meta.n " + write.getValue().replace("/", "%2F") + "\n")))
                    .anyMatch(write -> bucket.exists(write.getKey())
                            && !write.getValue()
                                    .equals(bucket.head(write.getKey())
                                            .metadata()
                                            .get("n")));
        } catch (NoSuchFileException e) {
            return false; // no record lies beside
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was begun and not done may be there or not. */
    private static void note(List<String> lines, Map<String, String> begun, Map<String, String> acknowledged) {
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            if (words.length == 3 && words[0].equals("begin")) {
                begun.put(words[1], words[2]);
            } else if (words.length == 3 && words[0].equals("done")) {
                begun.remove(words[1]);
                acknowledged.put(words[1], words[2]);
            }
        }
    }

    private void check(Map<String, String> begun, Map<String, String> acknowledged) {
        try (Bucket bucket = Bucket.open("file:" + root)) {
            assertThat(bucket.list("")).extracting(ObjectInfo::key).containsAll(acknowledged.keySet());
            for (ObjectInfo object : bucket.list("")) {
                String written = bucket.head(object.key()).metadata().get("n");
                assertThat(written).isNotNull().isIn(acknowledged.get(object.key()), begun.get(object.key()));
                String[] parts = String.valueOf(written).split("/", -1);
                byte[] content = FileBucketChild.content(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
                assertThat(bucket.getBytes(object.key())).isEqualTo(content);
                acknowledged.put(object.key(), String.valueOf(written));
            }
            bucket.put("object/alive", "the dead hold no lock".getBytes(UTF_8));
            bucket.delete("object/alive");
        }
    }
}
