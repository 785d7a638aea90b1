package dev.welkin.testkit;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** What one backend made of all its contracts. */
final class ContractResult {
    private final Candidate candidate;
    private final Map<String, ContractTally> contracts = new TreeMap<>();
    private final Set<String> proven = new TreeSet<>();

    ContractResult(Candidate candidate) {
        this.candidate = candidate;
    }

    void add(ContractOutcomes outcomes) {
        outcomes.contracts()
                .forEach((contract, tally) -> contracts
                        .computeIfAbsent(contract, name -> new ContractTally())
                        .add(tally));
        proven.addAll(outcomes.proven());
        proven.retainAll(candidate.features());
    }

    /** No date, and all in the order of names: two runs with the same results write the same bytes. */
    String json() {
        return """
                {
                  "service": %s,
                  "backend": %s,
                  "judge": %s,
                  "features": %s,
                  "proven": %s,
                  "contracts": {
                %s
                  }
                }
                """.formatted(
                        quoted(candidate.service()),
                        quoted(candidate.backend()),
                        quoted(candidate.judge().text()),
                        list(new TreeSet<>(candidate.features())),
                        list(proven),
                        lines("    ", contracts, ContractResult::counts));
    }

    private static String counts(String contract, ContractTally tally) {
        String skipped = lines("      ", tally.skipped, (test, lacks) -> quoted(test) + ": " + list(lacks));
        return "%s: {\"passed\": %d, \"failed\": %d, \"skipped\": {%s}}"
                .formatted(
                        quoted(contract),
                        tally.passed,
                        tally.failed,
                        skipped.isEmpty() ? "" : "\n" + skipped + "\n    ");
    }

    private static <T> String lines(String indent, Map<String, T> map, BiFunction<String, T, String> line) {
        return map.entrySet().stream()
                .map(entry -> indent + line.apply(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(",\n"));
    }

    private static String list(Set<String> sorted) {
        return sorted.stream().map(ContractResult::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
