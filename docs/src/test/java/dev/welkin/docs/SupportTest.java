package dev.welkin.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/support.md is what the committed results give, and these are what this build's runs gave where they ran. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SupportTest {
    private static final Path COMMITTED = Repository.ROOT.resolve("docs/support");
    private static final Path PAGE = Repository.ROOT.resolve("docs/support.md");
    private static final String ADVICE =
            "; if the change is wanted, run .ci/support and commit what it writes; after runs of single tests, build with clean";

    /** What these can do depends on the machine's kernel; see docs/capabilities.md. */
    private static final Set<String> OF_THIS_MACHINE = Set.of("compute/local", "compute/local-without-cgroups");

    /** Judged by tests that need a second JVM or a memory limit of their own: LocalAttachTest, LocalFilesTest. */
    private static final Map<String, Set<String>> BEYOND_THE_CONTRACTS =
            Map.of("compute/local", Set.of("CPU_LIMIT", "DETACHED", "OOM_CAUSE", "OWNER_WATCH"));

    /** What CONTRIBUTING shows to whoever adds a backend. */
    private static final Set<String> EXAMPLES = Set.of("storage/smallest");

    static Collection<ContractResult> committed() {
        return ContractResult.under(COMMITTED).values();
    }

    /**
     * Those that are no variant of another. A variant proves what it is there for, and the page shows no more of it.
     */
    static Stream<ContractResult> backends() {
        return committed().stream().filter(result -> committed().stream().noneMatch(result::isVariantOf));
    }

    /** What the tests of this build's modules wrote, by service and backend. */
    private static Map<String, Path> fresh() {
        Map<String, Path> files = new TreeMap<>();
        Repository.publishedModules().stream()
                .map(module -> module.folder().resolve("target/contract-results"))
                .filter(Files::isDirectory)
                .flatMap(Repository::walk)
                .filter(file -> file.toString().matches(".*/contract-results/[a-z]+/[^/]+\\.json"))
                .forEach(file -> files.put(ContractResult.read(file).name(), file));
        files.keySet().removeAll(EXAMPLES);
        return files;
    }

    static Stream<String> freshNames() {
        return fresh().keySet().stream().filter(name -> !OF_THIS_MACHINE.contains(name));
    }

    @Test
    @Order(1)
    @EnabledIfSystemProperty(
            named = "welkin.support",
            matches = "write",
            disabledReason = "the committed results stay: .ci/support writes them anew")
    void theResultsOfThisBuildBecomeTheCommittedOnes() throws IOException {
        for (Map.Entry<String, Path> result : fresh().entrySet()) {
            Path file = COMMITTED.resolve(result.getKey() + ".json");
            Files.createDirectories(file.getParent());
            Files.writeString(file, Repository.read(result.getValue()));
        }
        Files.writeString(PAGE, new SupportPage(committed()).text());

        assertThat(committed()).hasSizeGreaterThanOrEqualTo(fresh().size());
    }

    @Test
    void thePageIsWhatTheCommittedResultsGive() {
        assertThat(Repository.read(PAGE)).as("docs/support.md" + ADVICE).isEqualTo(new SupportPage(committed()).text());
    }

    @ParameterizedTest
    @MethodSource("freshNames")
    void theCommittedResultIsThatOfThisBuild(String name) {
        Path committed = COMMITTED.resolve(name + ".json");
        assertThat(committed).as("the result of a backend" + ADVICE).exists();
        assertThat(Repository.read(committed))
                .as("docs/support/" + name + ".json" + ADVICE)
                .isEqualTo(Repository.read(Objects.requireNonNull(fresh().get(name))));
    }

    @Test
    void whatNeedsNoServerRanInThisBuild() {
        assertThat(fresh()).containsKeys("storage/memory", "storage/file", "storage/s3", "events/memory", "ai/local");
    }

    @ParameterizedTest
    @MethodSource("committed")
    void nothingFailed(ContractResult result) {
        assertThat(result.failed()).isZero();
        assertThat(result.passed() + result.skipped()).isPositive();
    }

    /** A backend that declares a feature and never runs its contract would look as if it had been judged. */
    @ParameterizedTest
    @MethodSource("backends")
    void whatIsDeclaredWasProvenByABackendOrAVariant(ContractResult result) {
        Set<String> unproven = new TreeSet<>(result.features());
        committed().stream()
                .filter(other -> other.equals(result) || other.isVariantOf(result))
                .forEach(other -> other.proven().forEach(unproven::remove));
        unproven.removeAll(BEYOND_THE_CONTRACTS.getOrDefault(result.name(), Set.of()));
        assertThat(unproven)
                .as(result.name() + " declares these, and no contract ran them")
                .isEmpty();
    }

    @Test
    void everyContractStandsInTheRecipeForABackend() {
        String recipe = Repository.read(Repository.ROOT.resolve("docs/CONTRIBUTING.md"));
        assertThat(contracts())
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(recipe).containsAnyOf("`" + name + "Contract`", "`" + name + "-`"));
    }

    private static Stream<String> contracts() {
        Set<String> shared = Set.of("", "Bucket", "Events", "Ai");
        return Repository.publishedModules().stream()
                .map(module -> module.folder().resolve("src/main/java"))
                .flatMap(Repository::walk)
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith("Contract.java"))
                .map(name -> name.substring(0, name.length() - "Contract.java".length()))
                .filter(name -> !shared.contains(name));
    }

    @Test
    void theReadmeLinksToThePage() {
        assertThat(Repository.read(Repository.ROOT.resolve("README.md"))).contains("(docs/support.md");
    }
}
