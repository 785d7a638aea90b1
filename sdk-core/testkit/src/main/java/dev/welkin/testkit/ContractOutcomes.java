package dev.welkin.testkit;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What came out of one class of tests. Tests that a backend adds to a contract count in no result. */
final class ContractOutcomes {
    private final Map<String, ContractTally> contracts = new TreeMap<>();
    private final Set<String> proven = new TreeSet<>();
    private final Set<String> unasked = new TreeSet<>();
    private @Nullable Candidate candidate;

    /** The backend was opened, so it is known what it declares. */
    synchronized void opened(Candidate opened) {
        candidate = opened;
    }

    /** A test that needs these features passed. */
    synchronized void proven(Set<String> features) {
        proven.addAll(features);
    }

    synchronized void passed(Method test) {
        tally(test).passed++;
    }

    synchronized void failed(Method test) {
        tally(test).failed++;
    }

    synchronized void lacked(Method test, Set<String> features) {
        tally(test).skipped.put(test.getName(), features);
    }

    synchronized void unasked(Method test) {
        unasked.add(test.getName());
    }

    /** The backend, or null if it was never opened and so declared nothing: its server is not there. */
    synchronized @Nullable Candidate candidate() {
        return candidate;
    }

    Map<String, ContractTally> contracts() {
        return contracts;
    }

    Set<String> proven() {
        return proven;
    }

    void assertAllAsked() {
        if (!unasked.isEmpty()) {
            throw new AssertionError("These tests did not run, though the backend lacks nothing that they need: "
                    + unasked + "; let them run, or do not declare the feature");
        }
    }

    /** What a backend adds to a contract goes into a tally that is not kept. */
    private ContractTally tally(Method test) {
        for (Class<?> type = test.getDeclaringClass(); type != null; type = type.getSuperclass()) {
            if (Modifier.isAbstract(type.getModifiers()) && declares(type, test.getName())) {
                return contracts.computeIfAbsent(type.getSimpleName(), name -> new ContractTally());
            }
        }
        return new ContractTally();
    }

    private static boolean declares(Class<?> type, String method) {
        return Stream.of(type.getDeclaredMethods()).anyMatch(m -> m.getName().equals(method));
    }
}
