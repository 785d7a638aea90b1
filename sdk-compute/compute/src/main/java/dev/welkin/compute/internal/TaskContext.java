package dev.welkin.compute.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.compute.JobContext;
import dev.welkin.compute.spi.Launch;
import dev.welkin.compute.spi.TaskId;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an in-process task is given. */
public final class TaskContext implements JobContext {
    private final TaskId id;
    private final Launch launch;
    private final @Nullable Path folder;
    private final PrintStream out;
    private final PrintStream err;
    private volatile boolean stopping;

    /** Makes a context; {@code folder} is null where there are no files. */
    public TaskContext(TaskId id, Launch launch, @Nullable Path folder, OutputStream out, OutputStream err) {
        this.id = id;
        this.launch = launch;
        this.folder = folder;
        this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
    }

    @Override
    public String jobId() {
        return id.job();
    }

    @Override
    public int attempt() {
        return id.attempt();
    }

    @Override
    public Path folder() {
        if (folder == null) {
            throw CloudException.of(
                    ErrorCode.UNSUPPORTED,
                    "The memory backend touches no file, so its jobs have no folder; use the local backend.");
        }
        return folder;
    }

    @Override
    public PrintStream out() {
        return out;
    }

    @Override
    public PrintStream err() {
        return err;
    }

    @Override
    public Map<String, String> env() {
        return launch.env();
    }

    @Override
    public Map<String, Secret> secrets() {
        return launch.secrets();
    }

    @Override
    public boolean isStopping() {
        return stopping;
    }

    void stop() {
        stopping = true;
    }

    void close() {
        out.close();
        err.close();
    }
}
