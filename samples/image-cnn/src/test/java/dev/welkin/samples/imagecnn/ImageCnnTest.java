package dev.welkin.samples.imagecnn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.ai.vision.ImageFile;
import dev.welkin.testkit.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample as a user starts it, in a JVM of its own. */
class ImageCnnTest {
    @TempDir
    private Path folder;

    @Test
    void drawnShapesAreLearnedReportedPublishedAndServed() throws Exception {
        List<String> output = run("--epochs", "3", "--out", folder.toString());
        assertThat(output.stream().filter(line -> line.matches(" {4}[123] .*%"))).hasSize(3);
        Path report = folder.resolve("report");
        assertThat(Files.readAllLines(report.resolve("history.csv"))).hasSize(1 + 3);
        assertThat(ImageFile.read(Files.readAllBytes(report.resolve("history.png"))).getWidth())
                .isEqualTo(960);
        assertThat(Files.readString(report.resolve("index.html"))).contains("<svg", "of 120 validation images", "triangle");
        assertThat(output).contains("published image-cnn:1");
        assertThat(output.stream().filter(line -> line.matches("(circle|square|triangle)/\\d+\\.png shows: .*")))
                .hasSize(6);
        List<String> again = run(
                "--images", folder.resolve("shapes").toString(), "--epochs", "1", "--out", folder.toString());
        assertThat(again).contains("published image-cnn:2");
    }

    private static List<String> run(String... args) {
        try (ChildJvm program = ChildJvm.of(ImageCnn.class)
                .option("-XX:ActiveProcessorCount=1") // threads that share a busy machine mostly wait for one another
                .arguments(args)
                .start()) {
            assertThat(program.exitCode(Duration.ofMinutes(5)))
                    .as(() -> String.join("\n", program.output()))
                    .isZero();
            return program.output();
        }
    }
}
