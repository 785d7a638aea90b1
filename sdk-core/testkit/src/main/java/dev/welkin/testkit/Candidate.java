package dev.welkin.testkit;

import java.util.Set;

/**
 * A backend that is judged.
 *
 * @param service the service whose contracts these are, for example {@code storage}
 * @param backend the name under which results are written, for example {@code file}; a variant of a backend, or a view
 *     of it, is named after it: {@code file-versioned}
 * @param judge what answers while the contracts run
 * @param features the names of the features that it declares
 */
public record Candidate(String service, String backend, Judge judge, Set<String> features) {
    /** Copies the features; both names become part of a path. */
    public Candidate {
        features = Set.copyOf(features);
        requireName(service);
        requireName(backend);
    }

    private static void requireName(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]*")) {
            throw new IllegalArgumentException("'" + name + "' is no name: letters, digits, - and _");
        }
    }
}
