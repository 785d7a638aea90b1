package dev.welkin.compute;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs to list. Immutable.
 *
 * @param name only jobs of this name; null for any
 * @param states only jobs in these states
 */
public record JobFilter(@Nullable String name, Set<JobState> states) {
    /** Copies the states. */
    public JobFilter {
        states = Set.copyOf(states);
    }

    /**
     * Takes every job.
     *
     * @return the filter
     */
    public static JobFilter all() {
        return new JobFilter(null, EnumSet.allOf(JobState.class));
    }

    /**
     * Takes only jobs of a name.
     *
     * @param value the name
     * @return a new filter
     */
    public JobFilter named(String value) {
        return new JobFilter(value, states);
    }

    /**
     * Takes only jobs in some states.
     *
     * @param first a state
     * @param more further states
     * @return a new filter
     */
    public JobFilter in(JobState first, JobState... more) {
        return new JobFilter(name, EnumSet.of(first, more));
    }
}
