package dev.welkin.compute.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.Cloud;
import dev.welkin.compute.Compute;
import dev.welkin.compute.Job;
import dev.welkin.compute.JobSpec;
import dev.welkin.compute.JobState;
import dev.welkin.compute.Resources;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queue over cores and memory. */
class LocalQueueTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path folder = Path.of("");

    private JobSpec holder(String name, Resources need) {
        return JobSpec.named(name)
                .shell(Programs.awaitFile(folder.resolve(name)))
                .resources(need.reservedOnly());
    }

    private static void awaitRunning(Job job) {
        Awaitility.await().atMost(LONG).until(() -> job.state() == JobState.RUNNING);
    }

    @Test
    void aLargeJobIsNotOvertakenBySmallOnes() {
        try (Cloud cloud = LocalCloud.open(folder, "cores=2")) {
            Compute compute = Compute.open(cloud);
            Job small = compute.submit(holder("small", Resources.cpus(1)));
            Job large = compute.submit(holder("large", Resources.cpus(2)));
            Job later = compute.submit(holder("later", Resources.cpus(1)));
            awaitRunning(small);
            assertThat(large.state()).isEqualTo(JobState.QUEUED);
            assertThat(later.state()).isEqualTo(JobState.QUEUED);
            Programs.release(folder.resolve("small"));
            awaitRunning(large);
            assertThat(later.state()).isEqualTo(JobState.QUEUED);
            Programs.release(folder.resolve("large"));
            awaitRunning(later);
            Programs.release(folder.resolve("later"));
            later.await(LONG).orThrow();
        }
    }

    @Test
    void memoryIsCountedToo() {
        try (Cloud cloud = LocalCloud.open(folder, "cores=8&memoryBytes=1000")) {
            Compute compute = Compute.open(cloud);
            Job first = compute.submit(holder("first", Resources.memory(600)));
            Job second = compute.submit(holder("second", Resources.memory(600)));
            awaitRunning(first);
            assertThat(second.state()).isEqualTo(JobState.QUEUED);
            Programs.release(folder.resolve("first"));
            awaitRunning(second);
            Programs.release(folder.resolve("second"));
            second.await(LONG).orThrow();
        }
    }

    @Test
    void jobsRunTogetherWhereThereIsRoom() {
        try (Cloud cloud = LocalCloud.open(folder, "cores=2")) {
            Compute compute = Compute.open(cloud);
            Job one = compute.submit(holder("one", Resources.DEFAULT));
            Job two = compute.submit(holder("two", Resources.DEFAULT));
            awaitRunning(one);
            awaitRunning(two);
            Programs.release(folder.resolve("one"));
            Programs.release(folder.resolve("two"));
            one.await(LONG).orThrow();
            two.await(LONG).orThrow();
        }
    }

    @Test
    void twoProgramsInOneJvmShareTheSlots() {
        try (Cloud here = LocalCloud.open(folder, "cores=1");
                Cloud there = LocalCloud.open(folder, "cores=1")) {
            Job first = Compute.open(here).submit(holder("first", Resources.DEFAULT));
            awaitRunning(first);
            Job second = Compute.open(there).submit(JobSpec.named("second").command("true"));
            assertThat(second.state()).isEqualTo(JobState.QUEUED);
            Programs.release(folder.resolve("first"));
            second.await(LONG).orThrow();
        }
    }
}
