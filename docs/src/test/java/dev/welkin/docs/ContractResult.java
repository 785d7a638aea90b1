package dev.welkin.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What one backend made of the contracts of its service, as a run wrote it. */
record ContractResult(
        String service,
        String backend,
        String judge,
        List<String> features,
        List<String> proven,
        Map<String, Contract> contracts) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The counts of one contract; {@code skipped} says of each test what the backend lacks. */
    record Contract(int passed, int failed, Map<String, List<String>> skipped) {}

    static ContractResult read(Path file) {
        try {
            return JSON.readValue(Repository.read(file), ContractResult.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(file + " is no result of a contract run", e);
        }
    }

    /** The results under a folder, by service and backend. */
    static Map<String, ContractResult> under(Path folder) {
        return Repository.walk(folder)
                .filter(file -> file.toString().endsWith(".json"))
                .map(ContractResult::read)
                .collect(Collectors.toMap(ContractResult::name, r -> r, ContractResult::never, TreeMap::new));
    }

    private static ContractResult never(ContractResult one, ContractResult other) {
        throw new IllegalStateException("two results are of " + one.name() + " and " + other.name());
    }

    String name() {
        return service + "/" + backend;
    }

    /** A variant is named after its backend: {@code file-versioned}. */
    boolean isVariantOf(ContractResult other) {
        return service.equals(other.service) && backend.startsWith(other.backend + "-");
    }

    boolean hasPassedIn(String contract) {
        Contract counts = contracts.get(contract);
        return counts != null && counts.passed() > 0;
    }

    int passed() {
        return contracts.values().stream().mapToInt(Contract::passed).sum();
    }

    int failed() {
        return contracts.values().stream().mapToInt(Contract::failed).sum();
    }

    int skipped() {
        return contracts.values().stream()
                .map(Contract::skipped)
                .mapToInt(Map::size)
                .sum();
    }
}
