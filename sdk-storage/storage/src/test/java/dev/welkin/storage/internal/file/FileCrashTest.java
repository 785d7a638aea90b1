package dev.welkin.storage.internal.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.storage.Bucket;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.testkit.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process killed in the middle of writing: what it acknowledged is whole, and nothing half is seen. */
class FileCrashTest {
    @TempDir
    private Path root;

    @Test
    void aKilledWriterLeavesWholeObjects() {
        killRounds(4);
    }

    @Test
    @Tag("soak")
    void fiftyKilledWritersLeaveWholeObjects() {
        killRounds(50);
    }

    private void killRounds(int rounds) {
        Random random = new Random(rounds);
        Map<String, String> acknowledged = new HashMap<>();
        int underway = 0;
        for (int round = 0; round < rounds || underway < rounds / 2; round++) {
            Map<String, String> begun = new HashMap<>();
            try (ChildJvm child = ChildJvm.start(FileBucketChild.class, "write", root.toString(), "" + round)) {
                child.awaitLine("done", Duration.ofMinutes(1));
                LockSupport.parkNanos(random.nextInt(300_000_000)); // the moment of death is what varies
                child.kill();
                note(child.output(), begun, acknowledged);
            }
            underway += begun.isEmpty() ? 0 : 1;
            check(begun, acknowledged);
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
