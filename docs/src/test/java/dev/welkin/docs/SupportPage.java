package dev.welkin.docs;

import dev.welkin.docs.ContractResult.Contract;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** docs/support.md, made of results alone. */
final class SupportPage {
    private static final String HEAD = """
            # What each backend was seen to do

            <!-- written by .ci/support from docs/support; do not edit -->

            Every backend runs the published contracts of its service; this page is made of what came out. A test that needs a
            feature which the backend does not declare is skipped; a declared feature whose test does not run fails the build. Under
            *Judged by* stands what answered: the backend *itself* where it needs no server, a real server that others wrote, or a
            fake of our own, which makes the backend **contract-tested only**. What each backend must declare is in
            [capabilities](capabilities.md). The results are in [support](support); `.ci/support` runs all and writes them anew.
            """;

    private final List<ContractResult> all;

    SupportPage(Collection<ContractResult> all) {
        this.all = List.copyOf(all);
    }

    String text() {
        StringBuilder page = new StringBuilder(HEAD);
        for (String service : List.of("storage", "events", "compute", "ai")) {
            page.append("\n## ").append(service).append('\n').append(service(of(service)));
        }
        return page.toString();
    }

    private List<ContractResult> of(String service) {
        return all.stream().filter(result -> result.service().equals(service)).toList();
    }

    private String service(List<ContractResult> results) {
        List<ContractResult> backends = results.stream().filter(this::isBackend).toList();
        List<ContractResult> variants =
                results.stream().filter(result -> !isBackend(result)).toList();
        return judges(backends)
                + table("Tests passed, skipped", contracts(results), backends, this::count)
                + table("Feature", features(results), backends, this::feature)
                + (variants.isEmpty() ? "" : "\nVariants and views of them:\n" + judges(variants));
    }

    private boolean isBackend(ContractResult result) {
        return all.stream().noneMatch(result::isVariantOf);
    }

    private static String judges(List<ContractResult> results) {
        return table(
                List.of("Backend", "Judged by", "Passed", "Skipped"),
                results.stream()
                        .map(r -> List.of(r.backend(), judge(r), "" + r.passed(), "" + r.skipped()))
                        .toList());
    }

    private static String judge(ContractResult result) {
        return result.judge().replace("contract-tested only", "**contract-tested only**");
    }

    private static String table(String head, List<String> rows, List<ContractResult> columns, Cell cell) {
        List<String> heads = Stream.concat(Stream.of(head), columns.stream().map(ContractResult::backend))
                .toList();
        return table(
                heads,
                rows.stream()
                        .map(row -> Stream.concat(
                                        Stream.of(row), columns.stream().map(column -> cell.of(row, column)))
                                .toList())
                        .toList());
    }

    private static String table(List<String> heads, List<List<String>> rows) {
        return "\n" + line(heads) + "|" + "---|".repeat(heads.size()) + "\n"
                + rows.stream().map(SupportPage::line).collect(Collectors.joining());
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static List<String> contracts(List<ContractResult> results) {
        return sorted(results, result -> result.contracts().keySet());
    }

    private static List<String> features(List<ContractResult> results) {
        return sorted(results, ContractResult::features);
    }

    private static List<String> sorted(List<ContractResult> results, Function<ContractResult, Collection<String>> of) {
        return results.stream()
                .flatMap(result -> of.apply(result).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** What the backend made of a contract, or a variant of it where it has nothing to pass by itself. */
    private String count(String contract, ContractResult backend) {
        String own = counts(backend.contracts().get(contract));
        return backend.hasPassedIn(contract)
                ? own
                : variant(backend, v -> v.hasPassedIn(contract))
                        .map(v -> counts(v.contracts().get(contract)) + " (" + option(backend, v) + ")")
                        .orElse(own);
    }

    private static String counts(@Nullable Contract contract) {
        if (contract == null) {
            return "-";
        }
        return contract.skipped().isEmpty()
                ? "" + contract.passed()
                : contract.passed() + ", " + contract.skipped().size();
    }

    private String feature(String feature, ContractResult backend) {
        if (backend.features().contains(feature)) {
            return backend.proven().contains(feature) || provenByVariant(feature, backend)
                    ? "yes"
                    : "yes, by tests of its own";
        }
        return variant(backend, v -> v.proven().contains(feature))
                .map(v -> option(backend, v))
                .orElse("-");
    }

    private boolean provenByVariant(String feature, ContractResult backend) {
        return variant(backend, v -> v.proven().contains(feature)).isPresent();
    }

    /** The plainest of the variants. */
    private Optional<ContractResult> variant(ContractResult backend, Predicate<ContractResult> which) {
        return all.stream()
                .filter(result -> result.isVariantOf(backend))
                .filter(which)
                .min(Comparator.comparing((ContractResult v) -> v.backend().length())
                        .thenComparing(ContractResult::backend));
    }

    private static String option(ContractResult backend, ContractResult variant) {
        return variant.backend().substring(backend.backend().length() + 1);
    }

    /** What stands in a row of a backend's column. */
    private interface Cell {
        String of(String row, ContractResult column);
    }
}
