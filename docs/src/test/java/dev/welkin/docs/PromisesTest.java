package dev.welkin.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sentence of the promises names tests that hold it, and these are there. */
class PromisesTest {
    private static final Path PAGE = Repository.ROOT.resolve("docs/promises.md");
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*)\\.([a-z]\\w*)`");
    private static final Pattern MARK = Pattern.compile("@(Test|Property|ParameterizedTest)\\b");

    /** The sources of tests and of the contracts in the kits, by class. */
    private static final Map<String, String> SOURCES = sources();

    static List<String> promises() {
        return Arrays.stream(Repository.read(PAGE).split("\\R(?=\\R|- |#)"))
                .map(String::strip)
                .filter(block -> block.startsWith("- "))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("promises")
    void namesTestsThatExist(String promise) {
        List<MatchResult> named = NAME.matcher(promise).results().toList();
        assertThat(named).as("this promise names no test").isNotEmpty();
        for (MatchResult test : named) {
            assertThat(SOURCES).as("class of %s", test.group()).containsKey(test.group(1));
            assertThat(isTest(SOURCES.getOrDefault(test.group(1), ""), test.group(2)))
                    .as("%s is a test", test.group())
                    .isTrue();
        }
    }

    /** A contract that no backend runs would hold nothing. */
    @ParameterizedTest
    @MethodSource("promises")
    void itsContractsAreRun(String promise) {
        assertThat(NAME.matcher(promise).results().map(m -> m.group(1)).filter(c -> c.endsWith("Contract")))
                .allSatisfy(contract -> assertThat(SOURCES.values())
                        .as("tests that extend %s", contract)
                        .anyMatch(source -> source.contains("extends " + contract + " ")));
    }

    @Test
    void thePageHasManyPromises() {
        assertThat(promises()).hasSizeGreaterThan(40).doesNotHaveDuplicates();
    }

    /** Between the method before and this one stands the mark of a test. */
    private static boolean isTest(String source, String method) {
        int at = source.indexOf("void " + method + "(");
        if (at < 0) {
            return false;
        }
        int former = source.lastIndexOf("void ", at - 1);
        return MARK.matcher(source.substring(Math.max(0, former), at)).find();
    }

    private static Map<String, String> sources() {
        return Stream.of("sdk-core", "sdk-storage", "sdk-compute", "sdk-ai", "docs", "samples")
                .flatMap(folder -> Repository.walk(Repository.ROOT.resolve(folder)))
                .filter(file -> file.toString().endsWith(".java"))
                .filter(file -> file.toString().matches(".*(src/test|testkit/src/main).*"))
                .collect(Collectors.toMap(
                        file -> file.getFileName().toString().replace(".java", ""),
                        Repository::read,
                        (one, other) -> one + other));
    }
}
