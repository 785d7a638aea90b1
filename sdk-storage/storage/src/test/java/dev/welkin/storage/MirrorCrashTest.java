package dev.welkin.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.Cloud;
import dev.welkin.testkit.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process killed in the middle of writing a mirror: what it acknowledged is in both, and repair makes them equal. */
class MirrorCrashTest {
    @TempDir
    private Path root = Path.of("");

    private final Map<String, String> acknowledged = new HashMap<>();

    @Test
    void aKilledWriterLeavesAMirrorThatCanBeRepaired() {
        killRounds(2);
    }

    @Test
    @Tag("soak")
    void fiftyKilledWritersLeaveAMirrorThatCanBeRepaired() {
        assertThat(killRounds(50)).as("kills that left the folders different").isPositive();
    }

    /** Kills until so many have landed with a write under way; returns how many left the two folders different. */
    private int killRounds(int inFlight) {
        Random random = new Random(inFlight);
        int different = 0;
        int underway = 0;
        for (int kills = 0; underway < inFlight; kills++) {
            assertThat(kills).as("kills tried").isLessThan(inFlight * 3 + 10);
            Map<String, String> begun = new HashMap<>();
            try (ChildJvm child = ChildJvm.start(MirrorChild.class, root.toString(), "" + kills)) {
                child.awaitLine("done", Duration.ofMinutes(2));
                LockSupport.parkNanos(random.nextInt(200_000_000)); // the moment of death is what varies
                child.kill();
                note(child.output(), begun);
            }
            underway += begun.isEmpty() ? 0 : 1;
            different += check(begun) ? 1 : 0;
        }
        System.out.printf("mirror: kills with a write under way %d, folders different %d%n", underway, different);
        return different;
    }

    private void note(List<String> lines, Map<String, String> begun) {
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

    private boolean check(Map<String, String> begun) {
        try (Cloud cloud = MirrorChild.cloud(root)) {
            Bucket here = Bucket.open(cloud, "here");
            Bucket there = Bucket.open(cloud, "there");
            boolean different = !contents(here).equals(contents(there));
            assertAcknowledged(contents(there), begun);

            assertThat(here.mirrored(there).repair().complete()).isTrue();

            assertThat(contents(there)).isEqualTo(contents(here));
            assertAcknowledged(contents(here), begun);
            contents(here).forEach(acknowledged::put);
            acknowledged.replaceAll((key, value) -> contents(here).getOrDefault(key, "deleted"));
            return different;
        }
    }

    /** What was begun and not done may be there or not. */
    private void assertAcknowledged(Map<String, String> contents, Map<String, String> begun) {
        acknowledged.forEach((key, value) ->
                assertThat(contents.getOrDefault(key, "deleted")).as(key).isIn(value, begun.getOrDefault(key, value)));
    }

    private static Map<String, String> contents(Bucket bucket) {
        Map<String, String> contents = new TreeMap<>();
        for (ObjectInfo info : bucket.list("object/")) {
            String content = new String(bucket.getBytes(info.key()), UTF_8);
            assertThat(bucket.head(info.key()).metadata()).containsEntry("n", content);
            contents.put(info.key(), content);
        }
        return contents;
    }
}
