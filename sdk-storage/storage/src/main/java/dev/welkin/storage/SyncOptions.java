package dev.welkin.storage;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.util.function.Consumer;

/**
 * How {@link Bucket#syncUp} and {@link Bucket#syncDown} go about it.
 *
 * @param deleteExtra true to delete at the destination what the source has not; false by default
 * @param dryRun true to change nothing and report what would be done; false by default
 * @param parallel how many files move at once; 4 by default
 * @param progress is told after every file, by one thread at a time; nobody by default
 */
public record SyncOptions(boolean deleteExtra, boolean dryRun, int parallel, Consumer<SyncProgress> progress) {
    /** Four files at once. */
    public static final int DEFAULT_PARALLEL = 4;

    private static final SyncOptions DEFAULTS = new SyncOptions(false, false, DEFAULT_PARALLEL, progress -> {});

    /** Checks the number. */
    public SyncOptions {
        if (parallel < 1) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, "parallel is " + parallel + "; it must be at least 1");
        }
    }

    /**
     * Returns the defaults.
     *
     * @return nothing deleted, four files at once, nobody told
     */
    public static SyncOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Returns these options with or without deleting.
     *
     * @param value true to delete at the destination what the source has not
     * @return new options
     */
    public SyncOptions withDeleteExtra(boolean value) {
        return new SyncOptions(value, dryRun, parallel, progress);
    }

    /**
     * Returns these options with or without doing anything.
     *
     * @param value true to change nothing
     * @return new options
     */
    public SyncOptions withDryRun(boolean value) {
        return new SyncOptions(deleteExtra, value, parallel, progress);
    }

    /**
     * Returns these options with another number of files at once.
     *
     * @param value how many
     * @return new options
     */
    public SyncOptions withParallel(int value) {
        return new SyncOptions(deleteExtra, dryRun, value, progress);
    }

    /**
     * Returns these options with a listener.
     *
     * @param value is told after every file
     * @return new options
     */
    public SyncOptions withProgress(Consumer<SyncProgress> value) {
        return new SyncOptions(deleteExtra, dryRun, parallel, value);
    }
}
