package dev.welkin.storage;

import dev.welkin.CloudException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a sync did, or would do in a dry run.
 *
 * @param moved the keys that were moved, in order
 * @param unchanged how many were the same already
 * @param deleted the keys, or for a sync down the relative paths, that were deleted
 * @param failures what could not be moved or deleted, and why
 * @param movedBytes the length of what was moved
 */
public record SyncReport(
        List<String> moved,
        int unchanged,
        List<String> deleted,
        SortedMap<String, CloudException> failures,
        long movedBytes) {
    /** Copies the lists. */
    public SyncReport {
        moved = List.copyOf(moved);
        deleted = List.copyOf(deleted);
        failures = new TreeMap<>(failures);
    }

    SyncReport(
            List<String> moved, int unchanged, List<String> deleted, Map<String, CloudException> failures, long bytes) {
        this(moved, unchanged, deleted, new TreeMap<>(failures), bytes);
    }

    /**
     * Tells whether both sides are alike now.
     *
     * @return true if nothing failed
     */
    public boolean complete() {
        return failures.isEmpty();
    }
}
