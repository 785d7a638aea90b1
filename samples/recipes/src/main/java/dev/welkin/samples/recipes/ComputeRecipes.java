package dev.welkin.samples.recipes;

import dev.welkin.Cloud;
import dev.welkin.compute.Compute;
import dev.welkin.compute.Job;
import dev.welkin.compute.JobLogs;
import dev.welkin.compute.JobResult;
import dev.welkin.compute.JobSpec;
import java.time.Duration;

/** Recipes of the compute guide. */
final class ComputeRecipes {
    private ComputeRecipes() {}

    static JobResult run(Cloud cloud) {
        // region run
        Compute compute = Compute.open(cloud);
        Job job = compute.submit(
                JobSpec.named("count").command("sh", "-c", "echo one; echo two").maxDuration(Duration.ofMinutes(5)));
        try (JobLogs logs = job.followLogs()) {
            logs.forEachRemaining(line -> System.out.println(line.text()));
        }
        JobResult result = job.await(Duration.ofMinutes(5)).orThrow();
        // endregion
        return result;
    }
}
