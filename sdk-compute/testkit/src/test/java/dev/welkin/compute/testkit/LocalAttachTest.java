package dev.welkin.compute.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.welkin.Cloud;
import dev.welkin.compute.Compute;
import dev.welkin.compute.ComputeFeature;
import dev.welkin.compute.Job;
import dev.welkin.compute.JobLogs;
import dev.welkin.compute.JobResult;
import dev.welkin.compute.JobSpec;
import dev.welkin.compute.JobState;
import dev.welkin.compute.LogLine;
import dev.welkin.storage.Bucket;
import dev.welkin.testkit.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two JVMs on one folder: attaching, and what becomes of the jobs of one that is killed. */
class LocalAttachTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path folder = Path.of("");

    private Cloud cloud = Cloud.inMemory();

    @BeforeEach
    void openHere() {
        cloud.close();
        cloud = LocalCloud.open(folder, "cores=1");
    }

    @AfterEach
    void closeHere() {
        cloud.close();
    }

    private Compute compute() {
        return Compute.open(cloud);
    }

    /** Starts the other JVM and returns it once its job has begun. */
    private ChildJvm owner(String kind) {
        ChildJvm child = ChildJvm.start(OwnerJvm.class, folder.toString(), kind);
        Awaitility.await().atMost(LONG).until(() -> Files.exists(folder.resolve("pid")) && pid() > 0);
        return child;
    }

    private long pid() throws IOException {
        String text = Files.readString(folder.resolve("pid")).strip();
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private static String idOf(ChildJvm child) {
        return child.awaitLine("job ", LONG).substring("job ".length());
    }

    private void awaitGone(long pid) {
        Awaitility.await().atMost(LONG).until(() -> ProcessHandle.of(pid).isEmpty());
    }

    @Test
    void anotherJvmSeesFollowsAndCancels() {
        try (ChildJvm child = owner("plain")) {
            Job job = compute().job(idOf(child));
            Awaitility.await().atMost(LONG).until(() -> job.state() == JobState.RUNNING);
            try (JobLogs logs = job.followLogs()) {
                assertThat(logs.next().text()).isEqualTo("one");
                job.cancel();
                assertThat(logs.hasNext()).isFalse();
            }
            assertThat(job.await(LONG).state()).isEqualTo(JobState.CANCELLED);
        }
    }

    @Test
    void theSameKeyInAnotherJvmIsTheSameJob() {
        try (ChildJvm child = owner("plain")) {
            assertThat(compute().submit(OwnerJvm.waiting(folder)).id()).isEqualTo(idOf(child));
        }
    }

    @Test
    void aKilledJvmTakesItsProcessesWithItAndItsJobIsLost() throws IOException {
        try (ChildJvm child = owner("plain")) {
            String id = idOf(child);
            long pid = pid();
            Awaitility.await().atMost(LONG).until(() -> compute().job(id).state() == JobState.RUNNING);
            child.kill();
            if (compute().capabilities().has(ComputeFeature.OWNER_WATCH)) {
                awaitGone(pid);
            }
            JobResult result = compute().job(id).await(LONG);
            assertThat(result.state()).isEqualTo(JobState.LOST);
            assertThat(Programs.printed(compute().job(id), LogLine.Source.STDOUT))
                    .containsExactly("one");
            awaitGone(pid);
        }
    }

    @Test
    void aDetachedJobOutlivesItsJvmAndIsCollectedByTheNext() throws IOException {
        assumeTrue(compute().capabilities().has(ComputeFeature.DETACHED), "no DETACHED here");
        try (ChildJvm child = owner("detached")) {
            String id = idOf(child);
            Awaitility.await().atMost(LONG).until(() -> compute().job(id).state() == JobState.RUNNING);
            child.kill();
            assertThat(ProcessHandle.of(pid())).isPresent();
            Job job = compute().job(id);
            assertThat(job.state()).isEqualTo(JobState.RUNNING);
            Programs.release(folder.resolve("go"));
            JobResult result = job.await(LONG).orThrow();
            assertThat(result.exitCode()).hasValue(0);
            assertThat(Programs.printed(job, LogLine.Source.STDOUT)).containsExactly("one", "two");
            assertThat(Bucket.open(cloud, "results").getBytes("result.txt"))
                    .isEqualTo("done\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aDetachedJobThatEndedUnseenKeepsItsExitCode() throws IOException {
        assumeTrue(compute().capabilities().has(ComputeFeature.DETACHED), "no DETACHED here");
        try (ChildJvm child = owner("detached")) {
            String id = idOf(child);
            Awaitility.await().atMost(LONG).until(() -> compute().job(id).state() == JobState.RUNNING);
            cloud.close();
            child.kill();
            long pid = pid();
            Programs.release(folder.resolve("go"));
            awaitGone(pid);
            cloud = LocalCloud.open(folder, "cores=1");
            assertThat(compute().job(id).await(LONG).orThrow().exitCode()).hasValue(0);
        }
    }

    @Test
    void aDetachedJobOfAKilledJvmCanBeCancelled() throws IOException {
        assumeTrue(compute().capabilities().has(ComputeFeature.DETACHED), "no DETACHED here");
        try (ChildJvm child = owner("detached")) {
            String id = idOf(child);
            Awaitility.await().atMost(LONG).until(() -> compute().job(id).state() == JobState.RUNNING);
            child.kill();
            Job job = compute().job(id);
            job.cancel();
            assertThat(job.await(LONG).state()).isEqualTo(JobState.CANCELLED);
            awaitGone(pid());
        }
    }

    @Test
    void aProcessThatIsNotTheRecordedOneIsLeftAlone() throws IOException {
        assumeTrue(compute().capabilities().has(ComputeFeature.DETACHED), "no DETACHED here");
        try (ChildJvm child = owner("detached");
                ChildJvm innocent = ChildJvm.start(Bystander.class)) {
            String id = idOf(child);
            Awaitility.await().atMost(LONG).until(() -> compute().job(id).state() == JobState.RUNNING);
            innocent.awaitLine("here", LONG);
            cloud.close();
            child.kill();
            replaceHandle(id, innocent.handle().pid() + ":1@another-boot");
            cloud = LocalCloud.open(folder, "cores=1");
            assertThat(compute().job(id).await(LONG).state()).isEqualTo(JobState.LOST);
            assertThat(innocent.handle().isAlive()).isTrue();
        }
    }

    private void replaceHandle(String id, String handle) {
        try (Bucket records = Bucket.open("file:" + folder.resolve("compute/records"))) {
            String key = "jobs/" + id + "/record.json";
            String record = new String(records.getBytes(key), StandardCharsets.UTF_8);
            String changed = record.replaceFirst("\"handle\":\"[^\"]+\"", "\"handle\":\"" + handle + "\"");
            assertThat(changed).isNotEqualTo(record);
            records.put(key, changed.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void twoJvmsShareTheSlotsAndADeadOneGivesThemBack() {
        try (ChildJvm child = owner("plain")) {
            Job here = compute().submit(JobSpec.named("next").command("true"));
            assertThat(here.state()).isEqualTo(JobState.QUEUED);
            child.kill();
            here.await(LONG).orThrow();
        }
    }

    @Test
    void aRecordOfALaterVersionIsTolerated() throws IOException {
        try (ChildJvm child = owner("plain")) {
            String id = idOf(child);
            child.kill();
            compute().job(id).await(LONG);
            try (Bucket records = Bucket.open("file:" + folder.resolve("compute/records"))) {
                String key = "jobs/" + id + "/record.json";
                String record = new String(records.getBytes(key), StandardCharsets.UTF_8);
                records.put(
                        key,
                        record.replaceFirst("\"state\":\"LOST\"", "\"state\":\"DREAMING\",\"new\":{\"a\":[1]}")
                                .getBytes(StandardCharsets.UTF_8));
            }
            assertThat(compute().job(id).state()).isEqualTo(JobState.UNKNOWN);
        }
    }

    /** A program that has nothing to do with any job. */
    static final class Bystander {
        private Bystander() {}

        public static void main(String[] args) throws InterruptedException {
            System.out.println("here");
            new java.util.concurrent.CountDownLatch(1).await();
        }
    }
}
