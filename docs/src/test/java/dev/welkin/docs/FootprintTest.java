package dev.welkin.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an artifact adds to a user's program, all jars included, in millions of bytes. */
class FootprintTest {
    @ParameterizedTest
    @CsvSource({
        "welkin-storage, 6.8",
        "welkin-storage-s3, 7.2",
        "welkin-events, 7.2",
        "welkin-compute, 7.4",
        "welkin-ai, 7.5"
    })
    void artifactWithAllItBringsIsSmall(String artifactId, double limitMegabytes) {
        Repository.Module module = Repository.publishedModules().stream()
                .filter(m -> m.artifactId().equals(artifactId))
                .findFirst()
                .orElseThrow();
        long bytes = size(module.jar())
                + ResolvedDependency.of(module).stream()
                        .mapToLong(d -> size(d.file()))
                        .sum();
        System.out.printf("%s with all it brings: %.2f MB%n", artifactId, bytes / 1e6);
        assertThat(bytes / 1e6).isLessThanOrEqualTo(limitMegabytes);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is missing; run 'mvn verify' at the root", e);
        }
    }
}
