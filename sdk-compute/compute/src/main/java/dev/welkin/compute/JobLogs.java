package dev.welkin.compute;

import dev.welkin.compute.internal.LogFollower;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The lines a job prints, as an iterator. Used by one thread; {@link #close} may come from another and ends a waiting
 * {@link #hasNext} with false.
 */
public final class JobLogs implements Iterator<LogLine>, AutoCloseable {
    private final LogFollower lines;
    private @Nullable LogLine next;

    JobLogs(LogFollower lines) {
        this.lines = lines;
    }

    /**
     * Waits for a line while the job runs and is followed.
     *
     * @return true if there is a line, false at the end
     * @throws dev.welkin.CloudException CANCELLED if the thread is interrupted while it waits
     */
    @Override
    public boolean hasNext() {
        if (next == null) {
            next = lines.next();
        }
        return next != null;
    }

    @Override
    public LogLine next() {
        LogLine line = hasNext() ? next : null;
        if (line == null) {
            throw new NoSuchElementException("the job printed no more");
        }
        next = null;
        return line;
    }

    @Override
    public void close() {
        lines.close();
    }
}
