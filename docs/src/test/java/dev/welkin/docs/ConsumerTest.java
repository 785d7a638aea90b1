package dev.welkin.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users' own projects build against the packaged BOM and jars, and run. */
class ConsumerTest {
    private static final Path TARGET = Repository.ROOT.resolve("docs/target");
    private static final Path LOCAL_REPOSITORY = Path.of(System.getProperty("welkin.localRepository", "unknown"));

    @TempDir
    Path work;

    @BeforeAll
    static void putThePackagedJarsIntoARepository() throws IOException {
        PackagedRepository.write(TARGET.resolve("repo"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "spring-boot", "quarkus"})
    void buildsAndRuns(String project) throws IOException, InterruptedException {
        Path folder = Repository.ROOT.resolve("samples/consumer/" + project);
        Path output = work.resolve("target");
        String built = run(List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-B",
                "-q",
                "-f",
                folder.resolve("pom.xml").toString(),
                "-s",
                settings().toString(),
                "-Dmaven.repo.local=" + TARGET.resolve("consumer-repository"),
                "-Dwelkin.version=" + Repository.VERSION,
                "-DbuildDirectory=" + output,
                "process-classes"));
        assertThat(output.resolve("classes"))
                .as("the build of %s said:%n%s", project, built)
                .isDirectory();
        String launcher =
                Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = output.resolve("classes") + File.pathSeparator + output.resolve("lib") + "/*";
        assertThat(run(List.of(launcher, "-cp", classPath, "com.example.shop.Shop")))
                .endsWith("order 1: 3 kites\n");
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(work, "output", ".txt");
        Process process = new ProcessBuilder(new ArrayList<>(command))
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();
        String text = Files.readString(output);
        assertThat(ended)
                .as("%s did not end within five minutes:%n%s", command, text)
                .isTrue();
        requireNetwork(text);
        assertThat(process.exitValue()).as("%s said:%n%s", command, text).isZero();
        return text;
    }

    /** What Spring Boot and Quarkus bring in other versions is not among what the project itself has downloaded. */
    private static void requireNetwork(String said) {
        if (said.contains("Unknown host")) {
            String why =
                    "skipped: a consumer's libraries are not on this machine, and there is no network to fetch them";
            System.out.println(why);
            Assumptions.abort(why);
        }
    }

    /**
     * What this build has downloaded already is not downloaded again; everything else comes from where Maven looks
     * anyway.
     */
    private Path settings() throws IOException {
        String repository = "<repository><id>%s</id><url>%s</url></repository>";
        String plugins = "<pluginRepository><id>%s</id><url>%s</url></pluginRepository>";
        String known = LOCAL_REPOSITORY.toUri().toString();
        return Files.writeString(
                work.resolve("settings.xml"),
                "<settings><profiles><profile><id>packaged</id><repositories>"
                        + repository.formatted(
                                "packaged", TARGET.resolve("repo").toUri())
                        + repository.formatted("known", known)
                        + "</repositories><pluginRepositories>"
                        + plugins.formatted("known", known)
                        + "</pluginRepositories></profile></profiles>"
                        + "<activeProfiles><activeProfile>packaged</activeProfile></activeProfiles></settings>");
    }
}
