package dev.welkin.compute;

/** A job's work inside the submitting JVM. It runs on the Cloud's executor; a stop interrupts its thread. */
@FunctionalInterface
public interface JobTask {
    /**
     * Does the work.
     *
     * @param context the job's folder, output and cancellation
     * @throws Exception to fail the attempt; its stack trace goes to the job's stderr
     */
    void run(JobContext context) throws Exception;
}
