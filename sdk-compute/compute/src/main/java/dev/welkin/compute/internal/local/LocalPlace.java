package dev.welkin.compute.internal.local;

import dev.welkin.compute.LogLine;
import dev.welkin.compute.Program;
import dev.welkin.compute.internal.InProcessTask;
import dev.welkin.compute.internal.TaskContext;
import dev.welkin.compute.spi.Launch;
import dev.welkin.compute.spi.Place;
import dev.welkin.compute.spi.Task;
import dev.welkin.compute.spi.TaskId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder and a share of this machine. */
final class LocalPlace implements Place {
    private static final Logger LOG = LoggerFactory.getLogger(LocalPlace.class);

    private final LocalDriver driver;
    private final TaskId id;
    private final WorkFolder folder;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Task task;

    LocalPlace(LocalDriver driver, TaskId id, WorkFolder folder, @Nullable Task task) {
        this.driver = driver;
        this.id = id;
        this.folder = folder;
        this.task = task;
    }

    @Override
    public void put(String path, InputStream content) throws IOException {
        folder.put(path, content);
    }

    @Override
    public List<PlacedFile> files() throws IOException {
        return folder.list();
    }

    @Override
    public InputStream read(String path) throws IOException {
        return folder.read(path);
    }

    @Override
    public Task start(Launch launch) throws IOException {
        Task started = launch.program() instanceof Program.InProcess inProcess
                ? InProcessTask.start(inProcess.task(), context(launch), driver.executor())
                : driver.processes().start(id, folder, launch);
        task = started;
        if (launch.detached()) {
            driver.slots().update(id.toString(), t -> t.detach(started.handle()));
        }
        return started;
    }

    private TaskContext context(Launch launch) throws IOException {
        return new TaskContext(
                id,
                launch,
                folder.files(),
                Files.newOutputStream(folder.log(LogLine.Source.STDOUT), StandardOpenOption.APPEND),
                Files.newOutputStream(folder.log(LogLine.Source.STDERR), StandardOpenOption.APPEND));
    }

    @Override
    public Optional<Task> task() {
        return Optional.ofNullable(task);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        Task running = task;
        if (running != null && !running.ended().isDone()) {
            running.stop(Duration.ZERO);
            running.ended().join();
        }
        try {
            folder.delete();
        } catch (IOException e) {
            LOG.warn("The folder {} of an ended job cannot be removed; remove it by hand", folder.path(), e);
        }
        driver.release(id);
    }
}
