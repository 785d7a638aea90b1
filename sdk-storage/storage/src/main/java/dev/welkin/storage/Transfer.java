package dev.welkin.storage;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;

/**
 * How large content moves. A write of unknown length holds at most {@code partBytes * (parallel + 1)} bytes in memory.
 *
 * @param partBytes the size of each part but the last; 8 MiB by default. Enlarged by itself where an object of known
 *     size would have more parts than the backend takes
 * @param parallel how many parts move at once; 4 by default
 */
public record Transfer(long partBytes, int parallel) {
    /** 8 MiB. */
    public static final long DEFAULT_PART_BYTES = 8L << 20;

    /** Four parts at once. */
    public static final int DEFAULT_PARALLEL = 4;

    private static final int MAX_PARALLEL = 64;
    private static final Transfer DEFAULTS = new Transfer(DEFAULT_PART_BYTES, DEFAULT_PARALLEL);

    /** Checks the numbers. */
    public Transfer {
        if (partBytes < 1 || partBytes > Integer.MAX_VALUE - 8) {
            throw bad("partBytes is " + partBytes + "; it must be between 1 and 2 GiB");
        }
        if (parallel < 1 || parallel > MAX_PARALLEL) {
            throw bad("parallel is " + parallel + "; it must be between 1 and " + MAX_PARALLEL);
        }
    }

    /**
     * Returns the defaults.
     *
     * @return parts of 8 MiB, four at once
     */
    public static Transfer defaults() {
        return DEFAULTS;
    }

    /**
     * Returns this with another part size.
     *
     * @param value bytes
     * @return a new transfer
     */
    public Transfer withPartBytes(long value) {
        return new Transfer(value, parallel);
    }

    /**
     * Returns this with another number of parts at once.
     *
     * @param value how many
     * @return a new transfer
     */
    public Transfer withParallel(int value) {
        return new Transfer(partBytes, value);
    }

    private static CloudException bad(String message) {
        return CloudException.of(ErrorCode.INVALID_ARGUMENT, "Transfer: " + message);
    }
}
