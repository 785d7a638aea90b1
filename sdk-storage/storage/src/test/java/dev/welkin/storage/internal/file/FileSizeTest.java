package dev.welkin.storage.internal.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.storage.Bucket;
import dev.welkin.testkit.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One large object and one large folder, in a JVM with a heap far smaller. */
@Tag("soak")
class FileSizeTest {
    private static final Duration LONG = Duration.ofMinutes(20);
    private static final long GIB = 1L << 30;

    @TempDir
    private Path root = Path.of("");

    @Test
    void anObjectOfFiveGibibytesGoesThroughAHeapOf64Mebibytes() {
        long start = System.nanoTime();
        runWith64Mebibytes("stream", String.valueOf(5 * 1024));
        long stored = System.nanoTime();
        assertThat(runWith64Mebibytes("fetch")).isEqualTo("fetched " + 5 * GIB);
        System.out.printf(
                "5 GiB: stored in %d s, read in %d s%n",
                (stored - start) / 1_000_000_000, (System.nanoTime() - stored) / 1_000_000_000);
        try (Bucket bucket = Bucket.open("file:" + root)) {
            assertThat(bucket.head("stream").sizeBytes()).isEqualTo(5 * GIB);
        }
    }

    @Test
    void aFolderOf200000ObjectsIsListedWithAHeapOf64Mebibytes() {
        int count = 200_000;
        try (Bucket bucket = Bucket.open("file:" + root + "?durability=os")) {
            for (int i = 0; i < count; i++) {
                bucket.put("readings/2026/sensor-" + i, String.valueOf(i).getBytes(UTF_8));
            }
        }
        String listed = runWith64Mebibytes("list");
        System.out.println(listed);
        assertThat(listed).startsWith("listed " + count + " ");
    }

    private String runWith64Mebibytes(String what, String... more) {
        try (ChildJvm child = ChildJvm.of(FileBucketChild.class)
                .heapMegabytes(64)
                .arguments(what, root.toString())
                .arguments(more)
                .start()) {
            assertThat(child.exitCode(LONG)).as(() -> child.output().toString()).isZero();
            return last(child.output());
        }
    }

    private static String last(List<String> lines) {
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }
}
