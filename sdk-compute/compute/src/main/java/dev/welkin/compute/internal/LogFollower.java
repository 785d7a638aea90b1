package dev.welkin.compute.internal;

import dev.welkin.CloudException;
import dev.welkin.compute.LogLine;
import dev.welkin.compute.spi.ComputeDriver;
import dev.welkin.compute.spi.TaskId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a job's output line by line, attempt after attempt: from the driver while the attempt's place exists, from the
 * records bucket afterwards, at the same offset. Used by one thread, but for {@link #close}.
 */
public final class LogFollower {
    private static final int PIECE_BYTES = 64 << 10;
    private static final long POLL_MILLIS = 20;

    private final JobEngine engine;
    private final String id;
    private final boolean follow;
    private final Deque<LogLine> ready = new ArrayDeque<>();
    private final Map<LogLine.Source, LineSplitter> streams = new EnumMap<>(LogLine.Source.class);
    private int attempt = 1;
    private volatile boolean closed;

    LogFollower(JobEngine engine, String id, boolean follow) {
        this.engine = engine;
        this.id = id;
        this.follow = follow;
        openStreams();
    }

    private void openStreams() {
        for (LogLine.Source source : LogLine.Source.values()) {
            streams.put(source, new LineSplitter(attempt, source, ready));
        }
    }

    /** The next line, waited for while the job runs and is followed; null at the end. */
    public @Nullable LogLine next() {
        while (ready.isEmpty() && !closed) {
            if (!pump() && !advance()) {
                return null;
            }
        }
        return closed ? null : ready.poll();
    }

    /** Nothing came: the attempt is over, or the reader waits. False at the end of all. */
    private boolean advance() {
        JobRecord record = engine.current(id);
        boolean over = record.state().isTerminal() || record.attempts().size() > attempt || attemptEnded(record);
        if (over && pump()) {
            return true;
        }
        boolean last = record.attempts().size() <= attempt;
        if (last && (!follow || (over && record.state().isTerminal()))) {
            streams.values().forEach(LineSplitter::end);
            return !ready.isEmpty();
        }
        if (over && !last) {
            nextAttempt();
            return true;
        }
        pause();
        return true;
    }

    private boolean attemptEnded(JobRecord record) {
        return record.attempts().size() == attempt
                && record.attempts().get(attempt - 1).ended() != null;
    }

    private void nextAttempt() {
        streams.values().forEach(LineSplitter::end);
        attempt++;
        openStreams();
    }

    private boolean pump() {
        boolean any = false;
        for (LineSplitter stream : streams.values()) {
            byte[] bytes = read(stream);
            stream.add(bytes);
            any |= bytes.length > 0;
        }
        return any;
    }

    private byte[] read(LineSplitter stream) {
        TaskId task = new TaskId(id, attempt);
        for (ComputeDriver driver : engine.drivers()) {
            Optional<byte[]> live = driver.readLog(task, stream.source(), stream.offset(), PIECE_BYTES);
            if (live.isPresent()) {
                return live.get();
            }
        }
        return engine.store().readLog(task, stream.source(), stream.offset(), PIECE_BYTES);
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            throw CloudException.interrupted("follow the log of job " + id, e);
        }
    }

    /** Ends the reading, from any thread; a waiting {@link #next} returns null. */
    public void close() {
        closed = true;
    }
}
