package dev.welkin.samples.smartplatform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job as a user starts it, in a JVM of its own. */
class SmartPlatformTest {
    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    static Path undisturbed;

    private static List<String> output = List.of();

    @BeforeAll
    static void runUndisturbed() {
        output = finish(undisturbed);
    }

    @Test
    void everyReadingIsStoredAndScored() {
        assertThat(output).anyMatch(line -> line.strip().matches("events in +69561"));
        assertThat(output).anyMatch(line -> line.strip().matches("stored +69561"));
        assertThat(output).anyMatch(line -> line.strip().matches("scored +69561"));
    }

    @Test
    void mostLabelledWindowsAreFound() {
        String recall = output.stream()
                .filter(line -> line.strip().startsWith("recall"))
                .findFirst()
                .orElseThrow();
        assertThat(Double.parseDouble(recall.strip().split("\\s+")[1])).isGreaterThanOrEqualTo(0.75);
    }

    @Test
    void theAnswerNamesEachAlarmedSeriesAndTime() throws IOException {
        String report = report(undisturbed);
        String answer = String.join("\n", output);
        report.lines()
                .filter(line -> line.contains("<circle"))
                .map(line -> line.replaceAll(".*<title>([^ ]+): .*", "$1"))
                .forEach(time -> assertThat(answer).contains(time));
        NumentaData.sensors(1).forEach(sensor -> assertThat(answer).contains(sensor.name()));
    }

    @Test
    void aSecondRunReprintsTheSameReport() throws IOException {
        String first = report(undisturbed);
        List<String> second = finish(undisturbed);
        assertThat(report(undisturbed)).isEqualTo(first);
        assertThat(table(second)).isEqualTo(table(output));
    }

    @Test
    void killedAnywhereTheNextRunEndsWithTheSameReport(@TempDir Path folder) throws IOException {
        Random random = new Random(7);
        for (int kill = 0; kill < 3; kill++) {
            try (ChildJvm run = start(folder)) {
                run.awaitLine(line -> line.contains("readings stored and scored") || line.startsWith("Report:"), LONG);
                busyFor(Duration.ofMillis(random.nextInt(300)));
                run.kill();
            }
        }
        finish(folder);
        assertThat(report(folder)).isEqualTo(report(undisturbed));
    }

    @Test
    @Tag("soak")
    void fiftyKillsWithWorkUnderWayChangeNoReport(@TempDir Path temp) throws IOException {
        Random random = new Random(50);
        int underway = 0;
        for (int kill = 0; underway < 50; kill++) {
            assertThat(kill).as("kills tried").isLessThan(150);
            Path folder = temp.resolve("run-" + kill);
            try (ChildJvm run = start(folder)) {
                run.awaitLine(line -> true, LONG);
                busyFor(Duration.ofMillis(random.nextInt(2500)));
                run.kill();
                underway += run.output().stream().noneMatch(line -> line.startsWith("Report:")) ? 1 : 0;
            }
            finish(folder);
            assertThat(report(folder)).as("after kill %d", kill).isEqualTo(report(undisturbed));
        }
    }

    private static ChildJvm start(Path folder) {
        return ChildJvm.start(SmartPlatform.class, "--folder", folder.toString());
    }

    private static List<String> finish(Path folder) {
        try (ChildJvm run = start(folder)) {
            int code = run.exitCode(LONG);
            assertThat(code).as("%s", run.output()).isZero();
            return run.output();
        }
    }

    private static String report(Path folder) throws IOException {
        return Files.readString(folder.resolve("out/report.html"));
    }

    private static List<String> table(List<String> lines) {
        int first = 0;
        while (!lines.get(first).strip().startsWith("events in")) {
            first++;
        }
        return lines.subList(first, lines.size());
    }

    /** A random moment to kill at: the wait is the randomness of the test, not a wait for something. */
    private static void busyFor(Duration span) {
        long end = System.nanoTime() + span.toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
