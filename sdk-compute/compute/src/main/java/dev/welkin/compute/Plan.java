package dev.welkin.compute;

import java.util.Map;

/**
 * Where a job would run.
 *
 * @param backend the backend that would take it, for example {@code local}
 * @param rejected why each backend before it in the configured list would not
 * @param resources what would be reserved for it
 * @param limitsEnforced true if the job would be held to its memory and processor limits
 */
public record Plan(String backend, Map<String, String> rejected, Resources resources, boolean limitsEnforced) {
    /** Copies the reasons. */
    public Plan {
        rejected = Map.copyOf(rejected);
    }
}
