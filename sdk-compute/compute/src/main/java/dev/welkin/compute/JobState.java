package dev.welkin.compute;

/**
 * Where a job stands. A job goes through the first states in their order, again for each attempt, and ends in exactly
 * one of the last five.
 */
public enum JobState {
    /** Waits for a free slot. */
    QUEUED(false),
    /** Waits for a machine to be made for it; not used by the local backend. */
    PROVISIONING(false),
    /** Its inputs are being copied. */
    STAGING(false),
    /** Its program runs. */
    RUNNING(false),
    /** Its program ended; logs and outputs are being stored. */
    COLLECTING(false),
    /** A later version of Welkin wrote a state this one does not know; the job goes on. */
    UNKNOWN(false),
    /** Its program ended with exit code 0 and its outputs are stored. */
    SUCCEEDED(true),
    /** Its last attempt failed; the attempt's cause says why. */
    FAILED(true),
    /** It was cancelled, or its Compute was closed. */
    CANCELLED(true),
    /** Its last attempt ran longer than allowed. */
    TIMED_OUT(true),
    /** The JVM that ran it is gone and how its program ended cannot be found out. */
    LOST(true);

    private final boolean terminal;

    JobState(boolean terminal) {
        this.terminal = terminal;
    }

    /**
     * Tells whether the job has ended.
     *
     * @return true for the states that no job leaves
     */
    public boolean isTerminal() {
        return terminal;
    }

    /**
     * Reads a state as it stands in a record.
     *
     * @param name the state's name
     * @return the state, {@link #UNKNOWN} for a name this version does not know
     */
    public static JobState of(String name) {
        for (JobState state : values()) {
            if (state.name().equals(name)) {
                return state;
            }
        }
        return UNKNOWN;
    }
}
