package dev.welkin.ai.batch;

import java.time.Duration;
import java.util.List;

/**
 * What a run did. Every input that the listing showed is counted once: {@code inputs} is {@code done + kept + failed}.
 *
 * @param inputs how many inputs there were
 * @param done how many got a result, acknowledged by the bucket
 * @param kept how many had a result of the same version of the input already
 * @param failed how many have no result of their current version; the next run tries them again
 * @param failures why, for the first {@link #MAX_FAILURES} of them; {@link BatchInference#onFailure} is told all
 * @param took how long the run took
 */
public record BatchReport(long inputs, long done, long kept, long failed, List<BatchFailure> failures, Duration took) {
    /** The most failures that a report holds: 1,000. */
    public static final int MAX_FAILURES = 1000;

    /** Copies the list. */
    public BatchReport {
        failures = List.copyOf(failures);
    }

    /**
     * Tells whether every input has its result.
     *
     * @return true if nothing failed
     */
    public boolean complete() {
        return failed == 0;
    }
}
