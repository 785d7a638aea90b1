package dev.welkin.compute.spi;

import org.jspecify.annotations.Nullable;

/**
 * How a program ended.
 *
 * @param exitCode its exit code, 128 plus the signal's number if a signal ended it; null if it cannot be found out,
 *     which makes the attempt LOST
 * @param outOfMemory true if it was ended because of its memory limit
 * @param message what the driver knows beyond the exit code; empty for nothing
 */
public record TaskEnd(@Nullable Integer exitCode, boolean outOfMemory, String message) {
    /**
     * A plain end.
     *
     * @param exitCode the exit code
     * @return the end
     */
    public static TaskEnd exited(int exitCode) {
        return new TaskEnd(exitCode, false, "");
    }

    /**
     * An end that cannot be found out.
     *
     * @param message what is known
     * @return the end
     */
    public static TaskEnd lost(String message) {
        return new TaskEnd(null, false, message);
    }
}
