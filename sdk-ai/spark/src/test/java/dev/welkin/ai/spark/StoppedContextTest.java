package dev.welkin.ai.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.nio.file.Path;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoppedContextTest {
    @Test
    void contextThatIsStoppedBeforeOrWithinARunEndsItAsClosed(@TempDir Path folder) {
        String configuration = Texts.configuration(folder);
        try (Cloud cloud = Cloud.open(Path.of(configuration))) {
            Texts.put(cloud, 100);
            SparkContext context = new SparkContext(LocalSpark.conf("local[2]"));
            SparkBatch spark = SparkBatch.on(context).itemsPerTask(2).clouds(() -> Cloud.open(Path.of(configuration)));

            CloudException within = catchThrowableOfType(
                    CloudException.class,
                    () -> Texts.batch()
                            .onProgress(p -> {
                                if (p.done() == 10) {
                                    context.stop();
                                }
                            })
                            .run(cloud, spark));
            CloudException before = catchThrowableOfType(
                    CloudException.class, () -> Texts.batch().run(cloud, spark));

            assertThat(within.code()).isEqualTo(ErrorCode.CLOSED);
            assertThat(before.code()).isEqualTo(ErrorCode.CLOSED);
            assertThat(Texts.batch().run(cloud).kept()).isGreaterThanOrEqualTo(10);
        }
    }
}
