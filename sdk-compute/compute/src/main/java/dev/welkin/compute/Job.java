package dev.welkin.compute;

import dev.welkin.compute.internal.JobEngine;
import java.time.Duration;

/**
 * A submitted job. It may run in this JVM or have been submitted by another one: what it says is read from the job's
 * record. Safe for use by several threads.
 */
public final class Job {
    private final JobEngine engine;
    private final String id;

    Job(JobEngine engine, String id) {
        this.engine = engine;
        this.id = id;
    }

    /**
     * Returns the job's id, by which another JVM attaches.
     *
     * @return the id
     */
    public String id() {
        return id;
    }

    /**
     * Returns the job's name.
     *
     * @return the name
     */
    public String name() {
        return engine.name(id);
    }

    /**
     * Returns where the job stands now.
     *
     * @return the state
     */
    public JobState state() {
        return engine.state(id);
    }

    /**
     * Returns what the job printed so far. Lines of one stream come in their order; between the two streams the order
     * is not kept.
     *
     * @return the lines; close it
     */
    public JobLogs logs() {
        return new JobLogs(engine.logs(id, false));
    }

    /**
     * Follows what the job prints, from its first line, live, over all its attempts, until it has ended.
     *
     * @return the lines; close it
     */
    public JobLogs followLogs() {
        return new JobLogs(engine.logs(id, true));
    }

    /**
     * Waits until the job has ended and its outputs are stored.
     *
     * @param within how long to wait, in real time whatever the Cloud's clock
     * @return how it went; it does not throw for a job that failed, {@link JobResult#orThrow} does
     * @throws dev.welkin.CloudException TIMEOUT if it has not ended by then, and it goes on; CANCELLED if the thread
     *     was interrupted
     */
    public JobResult await(Duration within) {
        return engine.await(id, within);
    }

    /**
     * Cancels the job, wherever it runs: it leaves the queue, or its program is asked to end and is killed two seconds
     * later with all it started. Returns at once; the job ends CANCELLED, unless its program ended by itself before.
     * Cancelling a job that has ended does nothing.
     */
    public void cancel() {
        engine.cancel(id);
    }

    @Override
    public String toString() {
        return "Job[" + id + "]";
    }
}
