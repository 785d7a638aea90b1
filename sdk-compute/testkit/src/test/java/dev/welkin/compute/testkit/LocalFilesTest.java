package dev.welkin.compute.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.welkin.Cloud;
import dev.welkin.compute.Compute;
import dev.welkin.compute.Job;
import dev.welkin.compute.JobSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the local backend leaves on disk. */
class LocalFilesTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void noSecretArgumentOrVariableIsStored() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "canary-by-reference");
        try (Cloud cloud = LocalCloud.open(folder, "cores=1")) {
            Compute.open(cloud)
                    .submit(JobSpec.named("login")
                            .command("test", "canary-argument", "!=", "x")
                            .env("GIVEN", "canary-variable")
                            .secret("TOKEN", "file:" + secret))
                    .await(LONG)
                    .orThrow();
            for (Path file : files(folder.resolve("compute"))) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("canary");
            }
        }
    }

    @Test
    void everythingIsForItsOwnerAlone() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX modes here");
        Path latch = folder.resolve("go");
        try (Cloud cloud = LocalCloud.open(folder, "cores=1")) {
            Job job = Compute.open(cloud)
                    .submit(JobSpec.named("write").shell("echo x > made; " + Programs.awaitFile(latch)));
            try (var logs = job.followLogs()) {
                assertPrivate(folder.resolve("compute"));
                Programs.release(latch);
                assertThat(logs.hasNext()).isFalse();
            }
            job.await(LONG).orThrow();
            assertPrivate(folder.resolve("compute"));
        }
    }

    private static void assertPrivate(Path root) throws IOException {
        Set<PosixFilePermission> others = EnumSet.allOf(PosixFilePermission.class);
        others.removeIf(p -> p.name().startsWith("OWNER"));
        for (Path path : all(root)) {
            assertThat(Files.getPosixFilePermissions(path)).as(path.toString()).doesNotContainAnyElementsOf(others);
        }
    }

    @Test
    void anEndedJobLeavesItsRecordAndLogsOnly() throws IOException {
        try (Cloud cloud = LocalCloud.open(folder, "cores=1")) {
            Compute.open(cloud)
                    .submit(JobSpec.named("tidy").shell("echo x > made; mkdir d; echo y > d/z"))
                    .await(LONG)
                    .orThrow();
            assertThat(files(folder.resolve("compute/work"))).isEmpty();
        }
    }

    private static List<Path> files(Path root) throws IOException {
        return all(root).stream().filter(Files::isRegularFile).toList();
    }

    private static List<Path> all(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.toList();
        }
    }
}
