package dev.welkin.compute;

import dev.welkin.Secret;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/** What a task in the submitting JVM knows of its job. Safe for use by several threads. */
public interface JobContext {
    /**
     * Returns the job's id.
     *
     * @return the id
     */
    String jobId();

    /**
     * Returns the attempt's number.
     *
     * @return 1 for the first
     */
    int attempt();

    /**
     * Returns the attempt's own folder: inputs are there, outputs are collected from there, and it goes when the job
     * ends.
     *
     * @return the folder
     * @throws dev.welkin.CloudException UNSUPPORTED on a backend that touches no file, such as memory
     */
    Path folder();

    /**
     * Returns the job's standard output, in UTF-8.
     *
     * @return the stream; each line is seen by followers at once
     */
    PrintStream out();

    /**
     * Returns the job's standard error, in UTF-8.
     *
     * @return the stream; each line is seen by followers at once
     */
    PrintStream err();

    /**
     * Returns what {@link JobSpec#env} gave.
     *
     * @return values by name
     */
    Map<String, String> env();

    /**
     * Returns what {@link JobSpec#secret} named.
     *
     * @return values by name
     */
    Map<String, Secret> secrets();

    /**
     * Tells whether the job is to stop.
     *
     * @return true once it was cancelled or timed out
     */
    boolean isStopping();
}
