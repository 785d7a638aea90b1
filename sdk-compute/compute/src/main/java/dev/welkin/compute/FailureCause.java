package dev.welkin.compute;

/** Why an attempt of a job failed; retries are chosen by it. */
public enum FailureCause {
    /** The program ended with an exit code other than 0, or the task threw an exception. */
    EXIT_CODE,
    /** The program was ended because it took more memory than its limit. */
    OOM,
    /** The attempt ran longer than {@link JobSpec#maxDuration}. */
    TIMEOUT,
    /** The provider took the machine away. */
    PREEMPTED,
    /** The backend had no room for the job. */
    NO_CAPACITY,
    /** Staging, starting or collecting failed; the program itself is not at fault. */
    BACKEND_ERROR,
    /** How the program ended cannot be found out. */
    LOST;

    /**
     * Reads a cause as it stands in a record.
     *
     * @param name the cause's name
     * @return the cause, {@link #BACKEND_ERROR} for a name this version does not know
     */
    public static FailureCause of(String name) {
        for (FailureCause cause : values()) {
            if (cause.name().equals(name)) {
                return cause;
            }
        }
        return BACKEND_ERROR;
    }
}
