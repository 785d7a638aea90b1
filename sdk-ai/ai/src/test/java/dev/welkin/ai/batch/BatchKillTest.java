package dev.welkin.ai.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.Cloud;
import dev.welkin.testkit.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchKillTest {
    private static final int INPUTS = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void killedRunIsResumedAndEveryInputHasOneResult(@TempDir Path folder) {
        try (Cloud cloud = BatchProgram.open(folder)) {
            Steps.putMany(cloud, INPUTS);
            kill(folder, 40);
            kill(folder, 40);

            BatchReport last = Steps.batch().run(cloud);

            assertThat(last.kept()).isBetween(80L, INPUTS - 1L);
            assertThat(last.done()).isEqualTo(INPUTS - last.kept());
            assertThat(Steps.results(cloud)).isEqualTo(Steps.expected(INPUTS));
        }
    }

    private static void kill(Path folder, int after) {
        try (ChildJvm run = ChildJvm.start(BatchProgram.class, folder.toString())) {
            run.awaitLine("done " + after + " ", PATIENCE);
            run.kill();
            assertThat(run.output()).noneMatch(line -> line.startsWith("finished"));
        }
    }
}
