package dev.welkin.compute.spi;

import dev.welkin.Capabilities;
import dev.welkin.compute.LogLine;
import dev.welkin.compute.Resources;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What one compute backend does; {@link dev.welkin.compute.Compute} does the rest: checks, records, staging, retries,
 * time-outs, logs, attaching. Drivers never retry. Must be safe for use by several threads.
 *
 * <p>Guaranteed: what is asked lies within {@link #capabilities} and {@link #capacity}; a record of the attempt is
 * stored before {@link #reserve}; {@link Place#close} is called for each place unless the JVM dies.
 */
public interface ComputeDriver extends AutoCloseable {
    /**
     * Returns what this backend can do, here and now.
     *
     * @return features of {@link dev.welkin.compute.ComputeFeature}
     */
    Capabilities capabilities();

    /**
     * Returns the most that one job can get.
     *
     * @return the whole of the backend; 0 bytes where memory is not counted
     */
    Resources capacity();

    /**
     * Returns who this JVM is to the backend, for records.
     *
     * @return a name no other JVM has, nor will have
     */
    String owner();

    /**
     * Tells whether a JVM that wrote its {@link #owner} into a record is still there. Must answer true when in doubt.
     *
     * @param owner the name
     * @return false only if it is surely gone
     */
    boolean alive(String owner);

    /**
     * Waits for room, in order of calls and without starving a large job.
     *
     * @param task whose place it is
     * @param need what to reserve
     * @param detached true if the place must stay reserved when this JVM ends while the program runs
     * @return the place; cancelling the future leaves the queue. Fails with a {@link dev.welkin.CloudException}
     */
    CompletableFuture<Place> reserve(TaskId task, Resources need, boolean detached);

    /**
     * Finds the place of an attempt whose JVM is gone. The caller has made itself the job's owner.
     *
     * @param task whose place it is
     * @param handle the handle that was recorded; empty if the JVM died before it recorded one, and then whatever was
     *     started for the task must be found and ended
     * @return the place, or empty if nothing is left of it
     */
    Optional<Place> reattach(TaskId task, String handle);

    /**
     * Reads what a program printed, while its place exists.
     *
     * @param task whose output it is
     * @param source which stream
     * @param offset where to start, in bytes
     * @param maxBytes how much to return at most
     * @return the bytes, none if there are no more yet; empty if the place is not here
     */
    Optional<byte[]> readLog(TaskId task, LogLine.Source source, long offset, int maxBytes);

    /**
     * Returns where records go if the configuration does not say.
     *
     * @return a storage URL, for example {@code file:/data/compute/records}
     */
    String recordsUrl();

    /** Gives up what the driver holds. Places are closed before, apart from those of detached jobs. */
    @Override
    void close();
}
