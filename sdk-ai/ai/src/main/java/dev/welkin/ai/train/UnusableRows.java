package dev.welkin.ai.train;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/** Rows that can't be used: the first is an error, or all are counted and the first of them kept. */
final class UnusableRows {
    private static final int KEPT = 1000;

    private final String table;
    private final Unreadable policy;
    private final List<Skipped> first = new ArrayList<>();
    private long more;

    UnusableRows(String table, Unreadable policy) {
        this.table = table;
        this.policy = policy;
    }

    void add(String row, String why) {
        if (policy == Unreadable.FAIL) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            "In " + table + ", " + row + " can't be learned from: " + why + ". Repair or remove it, or"
                                    + " skip such rows with onUnreadable(Unreadable.SKIP).")
                    .reason("bad_row")
                    .build();
        }
        if (first.size() < KEPT) {
            first.add(new Skipped(table + ", " + row, why));
        } else {
            more++;
        }
    }

    /** The last one stands for those that were not kept, if there are any. */
    List<Skipped> all() {
        List<Skipped> all = new ArrayList<>(first);
        if (more > 0) {
            all.add(new Skipped(table, more + " more rows can't be used"));
        }
        return all;
    }
}
