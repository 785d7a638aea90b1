package dev.welkin.compute;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;

/**
 * What a job needs. The backend reserves it before the job starts, and holds the job to it: a limit the backend cannot
 * enforce is UNSUPPORTED before anything starts, unless {@link #reservedOnly} is said. A Java main class gets a heap of
 * three quarters of its memory either way. Immutable.
 *
 * @param cpus processor cores, more than 0; may be a fraction
 * @param memoryBytes memory in bytes; 0 reserves nothing and sets no limit
 * @param enforced true if the job is held to its limits, false if it only reserves
 */
public record Resources(double cpus, long memoryBytes, boolean enforced) {
    /** What a job gets that asks for nothing: one core, reserved but not enforced. */
    public static final Resources DEFAULT = new Resources(1, 0, false);

    /** Checks the amounts. */
    public Resources {
        if (!(cpus > 0) || cpus > 1_000_000 || memoryBytes < 0) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "A job needs more than 0 cpus and 0 or more bytes of memory, not " + cpus + " and " + memoryBytes
                            + ".");
        }
    }

    /**
     * Asks for processor cores.
     *
     * @param cores how many, more than 0; may be a fraction
     * @return the need, to be enforced
     */
    public static Resources cpus(double cores) {
        return new Resources(cores, 0, true);
    }

    /**
     * Asks for memory, with one core reserved.
     *
     * @param bytes how much
     * @return the need, to be enforced
     */
    public static Resources memory(long bytes) {
        return new Resources(DEFAULT.cpus, bytes, true);
    }

    /**
     * Returns this need with memory.
     *
     * @param bytes how much; 0 for no limit
     * @return a new need
     */
    public Resources memoryBytes(long bytes) {
        return new Resources(cpus, bytes, enforced);
    }

    /**
     * Returns this need as a reservation that sets no limit.
     *
     * @return a new need
     */
    public Resources reservedOnly() {
        return new Resources(cpus, memoryBytes, false);
    }
}
