package dev.welkin.testkit;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The counts of one contract on one backend. */
final class ContractTally {
    int passed;
    int failed;
    /** What the backend lacks, by the test that needs it. */
    final Map<String, Set<String>> skipped = new TreeMap<>();

    void add(ContractTally other) {
        passed += other.passed;
        failed += other.failed;
        skipped.putAll(other.skipped);
    }
}
