package dev.welkin.events.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.testkit.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is published while a handler stands still lies on the disk, not in the heap. */
class HeapBoundTest {
    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    @Test
    void aBacklogFiveTimesTheHeapIsPublishedAndHandled() {
        int events = 300_000; // of 1 KiB and more
        try (ChildJvm jvm = ChildJvm.of(StalledConsumer.class)
                .heapMegabytes(64)
                .option("-XX:+ExitOnOutOfMemoryError")
                .arguments(folder.toString(), String.valueOf(events))
                .start()) {
            assertThat(jvm.exitCode(LONG)).as(() -> jvm.output().toString()).isZero();
            assertThat(jvm.output()).contains("published " + events, "handled " + events);
        }
    }
}
