package dev.welkin.compute;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a job.
 *
 * @param number 1 for the first
 * @param backend where it ran, for example {@code local}
 * @param started when its program started, or when the attempt began if it never did
 * @param ended when it ended; null while it goes on
 * @param exitCode the program's exit code, 128 plus the signal's number if a signal ended it; null if it never ended by
 *     itself or is not known. A task in the JVM has 0, or 1 if it threw
 * @param cause why it failed; null if it did not fail, goes on or was cancelled
 * @param message what went wrong and what to do, escaped for printing; empty if nothing did
 */
public record JobAttempt(
        int number,
        String backend,
        Instant started,
        @Nullable Instant ended,
        @Nullable Integer exitCode,
        @Nullable FailureCause cause,
        String message) {}
