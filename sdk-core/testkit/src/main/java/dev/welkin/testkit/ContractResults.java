package dev.welkin.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The results of a run: one file for each backend, written anew whenever a class of its tests has ended. */
final class ContractResults {
    private final Path folder;
    private final Map<Path, ContractResult> results = new TreeMap<>();

    ContractResults(Path folder) {
        this.folder = folder;
    }

    synchronized void add(Candidate candidate, ContractOutcomes outcomes) {
        Path file = folder.resolve(candidate.service()).resolve(candidate.backend() + ".json");
        ContractResult result = results.computeIfAbsent(file, key -> new ContractResult(candidate));
        result.add(outcomes);
        write(file, result.json());
    }

    private static void write(Path file, String json) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, json);
        } catch (IOException e) {
            throw new UncheckedIOException("the results cannot be written to " + file, e);
        }
    }
}
