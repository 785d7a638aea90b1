package dev.welkin.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A new transitive dependency is a reviewed change of a committed file. */
class DependencyListTest {
    static Stream<Repository.Module> modules() {
        return Repository.publishedModules().stream();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void resolvedJarsAreTheCommittedOnes(Repository.Module module) {
        String resolved = ResolvedDependency.of(module).stream()
                .map(d -> d.isOurs() ? d.coordinates().replaceFirst(":[^:]+$", "") : d.coordinates())
                .sorted()
                .reduce("", (all, next) -> all + next + "\n");
        assertThat(Repository.read(Repository.ROOT.resolve("docs/dependencies/" + module.artifactId() + ".txt")))
                .as("docs/dependencies/%s.txt; if the change is wanted, commit the new list", module.artifactId())
                .isEqualTo(resolved);
    }
}
