package dev.welkin.compute.testkit;

import dev.welkin.Cloud;
import dev.welkin.compute.BucketPath;
import dev.welkin.compute.Compute;
import dev.welkin.compute.JobSpec;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Another program on the same folder: submits one job, says its id, and waits to be killed. */
final class OwnerJvm {
    private OwnerJvm() {}

    /** The job that waits for its latch; it writes its process id to a file. */
    static JobSpec waiting(Path folder) {
        return JobSpec.named("waiting")
                .shell("echo $$ > '" + folder.resolve("pid") + "'; echo one; "
                        + Programs.awaitFile(folder.resolve("go")) + "; echo two; echo done > result.txt")
                .output("*.txt", BucketPath.in("results"))
                .idempotencyKey("only");
    }

    public static void main(String[] args) throws InterruptedException {
        Path folder = Path.of(args[0]);
        JobSpec spec = waiting(folder);
        try (Cloud cloud = LocalCloud.open(folder, "cores=1")) {
            Compute compute = Compute.open(cloud);
            System.out.println("job "
                    + compute.submit(args[1].equals("detached") ? spec.detached() : spec)
                            .id());
            new CountDownLatch(1).await();
        }
    }
}
