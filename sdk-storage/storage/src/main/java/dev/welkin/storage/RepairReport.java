package dev.welkin.storage;

import dev.welkin.CloudException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a repair of a mirrored bucket did.
 *
 * @param repaired the keys that are the same in every bucket now, in order
 * @param failures what could not be brought in step, and why; it stays in the journal
 */
public record RepairReport(List<String> repaired, SortedMap<String, CloudException> failures) {
    static final RepairReport NOTHING = new RepairReport(List.of(), new TreeMap<>());

    /** Copies both. */
    public RepairReport {
        repaired = List.copyOf(repaired);
        failures = new TreeMap<>(failures);
    }

    RepairReport(List<String> repaired, Map<String, CloudException> failures) {
        this(repaired, new TreeMap<>(failures));
    }

    /**
     * Tells whether all that the journal knew of is in step now.
     *
     * @return true if nothing failed
     */
    public boolean complete() {
        return failures.isEmpty();
    }
}
