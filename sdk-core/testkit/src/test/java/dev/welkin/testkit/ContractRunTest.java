package dev.welkin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A small kit of its own, run by JUnit in JUnit. */
class ContractRunTest {
    @TempDir
    Path results;

    private EngineExecutionResults run(Class<?>... backends) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(
                        Stream.of(backends).map(DiscoverySelectors::selectClass).toArray(DiscoverySelector[]::new))
                .configurationParameter(Contract.RESULTS, results.toString())
                .execute();
    }

    private String result(String backend) throws IOException {
        return Files.readString(results.resolve("lamps/" + backend + ".json"));
    }

    @Test
    void whatIsLackedIsSkippedAndAllElseRuns() throws IOException {
        EngineExecutionResults run = run(Plain.class);

        run.allEvents().assertStatistics(all -> all.failed(0));
        run.testEvents().assertStatistics(tests -> tests.succeeded(1).aborted(2));
        assertThat(result("plain")).isEqualTo("""
                        {
                          "service": "lamps",
                          "backend": "plain",
                          "judge": "in-JVM fake, contract-tested only",
                          "features": ["LIGHT"],
                          "proven": ["LIGHT"],
                          "contracts": {
                            "LampContract": {"passed": 1, "failed": 0, "skipped": {
                              "blinks": ["BLINK"],
                              "glowsRed": ["COLOUR"]
                            }}
                          }
                        }
                        """);
    }

    @Test
    void aDeclaredFeatureWhoseTestSkipsItselfFailsTheRun() throws IOException {
        EngineExecutionResults run = run(SkipsItself.class);

        run.testEvents().assertStatistics(tests -> tests.failed(1));
        assertThat(result("skips-itself")).contains("\"failed\": 1").contains("\"proven\": [\"LIGHT\"]");
    }

    @Test
    void aDeclaredFeatureWhoseTestIsDisabledFailsTheRun() {
        EngineExecutionResults run = run(Disables.class);

        run.testEvents().assertStatistics(tests -> tests.failed(0));
        run.containerEvents().assertStatistics(containers -> containers.failed(1));
        assertThat(run.containerEvents().failed().list().toString()).contains("[glowsRed]");
    }

    @Test
    void aDeclaredFeatureWhoseTestIsSkippedAsItBeginsFailsTheRun() {
        run(SkipsAsItBegins.class).containerEvents().assertStatistics(containers -> containers.failed(1));
    }

    @Test
    void aServerThatIsNotThereDeclaresNothing() throws IOException {
        run(NoServer.class).allEvents().assertStatistics(all -> all.failed(0));

        try (Stream<Path> written = Files.list(results)) {
            assertThat(written).isEmpty();
        }
    }

    @Test
    void aTestThatFailsToEndIsFailed() throws IOException {
        run(FailsToClose.class).testEvents().assertStatistics(tests -> tests.failed(3));

        assertThat(result("fails-to-close")).contains("{\"passed\": 0, \"failed\": 3,");
    }

    @Test
    void whatHoldsAlwaysIsVerifiedAfterEachTest() {
        run(Leaks.class).testEvents().assertStatistics(tests -> tests.failed(3));
    }

    @Test
    void whatABackendAddsIsGatedButNotCounted() throws IOException {
        run(Adds.class)
                .testEvents()
                .assertStatistics(tests -> tests.succeeded(2).aborted(3));

        assertThat(result("adds")).contains("{\"passed\": 1, \"failed\": 0,").doesNotContain("ofItsOwn");
    }

    @Test
    void severalClassesOfOneBackendAreOneResult() throws IOException {
        run(Plain.class, PlainToo.class);

        assertThat(result("plain")).contains("{\"passed\": 2, \"failed\": 0,");
    }

    enum LampFeature {
        LIGHT,
        COLOUR,
        BLINK
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Requires {
        LampFeature[] value();
    }

    abstract static class LampContract implements Contract {
        abstract String name();

        Set<LampFeature> features() {
            return EnumSet.of(LampFeature.LIGHT);
        }

        @Override
        public Candidate candidate() {
            Set<String> names = Contract.names(features().toArray(LampFeature[]::new));
            return new Candidate("lamps", name(), Judge.fake("in-JVM fake"), names);
        }

        @Override
        public Set<String> required(AnnotatedElement place) {
            Requires requires = place.getAnnotation(Requires.class);
            return requires == null ? Set.of() : Contract.names(requires.value());
        }

        @Test
        @Requires(LampFeature.LIGHT)
        void shines() {
            assertThat(features()).contains(LampFeature.LIGHT);
        }

        @Test
        @Requires(LampFeature.COLOUR)
        void glowsRed() {
            assertThat(features()).contains(LampFeature.COLOUR);
        }

        @Test
        @Requires(LampFeature.BLINK)
        void blinks() {
            assertThat(features()).contains(LampFeature.BLINK);
        }
    }

    static class Plain extends LampContract {
        @Override
        String name() {
            return "plain";
        }
    }

    static final class PlainToo extends Plain {}

    abstract static class Coloured extends LampContract {
        @Override
        Set<LampFeature> features() {
            return EnumSet.of(LampFeature.LIGHT, LampFeature.COLOUR);
        }
    }

    static final class SkipsItself extends Coloured {
        @Override
        String name() {
            return "skips-itself";
        }

        @Test
        @Override
        @Requires(LampFeature.COLOUR)
        void glowsRed() {
            Assumptions.abort("not today");
        }
    }

    static final class Disables extends Coloured {
        @Override
        String name() {
            return "disables";
        }

        @Test
        @Override
        @Disabled("flaky")
        void glowsRed() {
            super.glowsRed();
        }
    }

    static final class SkipsAsItBegins extends Coloured {
        private static boolean first = true;

        @Override
        String name() {
            return "skips-as-it-begins";
        }

        @BeforeEach
        void skipOne() {
            boolean skipped = first;
            first = false;
            Assumptions.assumeFalse(skipped, "the first");
        }
    }

    static final class NoServer extends Coloured {
        @Override
        String name() {
            return "no-server";
        }

        @BeforeEach
        void connect() {
            Assumptions.abort("no server here");
        }
    }

    static final class FailsToClose extends LampContract {
        @Override
        String name() {
            return "fails-to-close";
        }

        @AfterEach
        void close() {
            assertThat(name()).as("what is left open").isEmpty();
        }
    }

    static final class Leaks extends LampContract {
        @Override
        String name() {
            return "leaks";
        }

        @Override
        Set<LampFeature> features() {
            return EnumSet.allOf(LampFeature.class);
        }

        @Override
        public void verify() {
            assertThat(name()).as("what was seen").isEmpty();
        }
    }

    static final class Adds extends LampContract {
        @Override
        String name() {
            return "adds";
        }

        @Test
        @Requires(LampFeature.BLINK)
        void ofItsOwnThatBlinks() {
            assertThat(features()).contains(LampFeature.BLINK);
        }

        @Test
        void ofItsOwn() {
            assertThat(name()).isEqualTo("adds");
        }
    }
}
