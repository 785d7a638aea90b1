package dev.welkin.compute.internal.memory;

import dev.welkin.compute.LogLine;
import dev.welkin.compute.Program;
import dev.welkin.compute.internal.InProcessTask;
import dev.welkin.compute.internal.TaskContext;
import dev.welkin.compute.spi.Launch;
import dev.welkin.compute.spi.Place;
import dev.welkin.compute.spi.Task;
import dev.welkin.compute.spi.TaskId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A task's inputs and output in memory. */
final class MemoryPlace implements Place {
    private final TaskId id;
    private final Executor executor;
    private final Runnable onClose;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private volatile @Nullable Task task;

    MemoryPlace(TaskId id, Executor executor, Runnable onClose) {
        this.id = id;
        this.executor = executor;
        this.onClose = onClose;
    }

    @Override
    public void put(String path, InputStream content) throws IOException {
        files.put(path, content.readAllBytes());
    }

    @Override
    public List<PlacedFile> files() {
        return files.entrySet().stream()
                .map(f -> new PlacedFile(f.getKey(), f.getValue().length))
                .toList();
    }

    @Override
    public InputStream read(String path) throws IOException {
        byte[] content = files.get(path);
        if (content == null) {
            throw new IOException("there is no such file");
        }
        return new ByteArrayInputStream(content);
    }

    @Override
    public Task start(Launch launch) throws IOException {
        if (!(launch.program() instanceof Program.InProcess inProcess)) {
            throw new IOException("the memory backend starts no process");
        }
        Task started = InProcessTask.start(inProcess.task(), new TaskContext(id, launch, null, out, err), executor);
        task = started;
        return started;
    }

    @Override
    public Optional<Task> task() {
        return Optional.ofNullable(task);
    }

    byte[] readLog(LogLine.Source source, long offset, int maxBytes) {
        byte[] all = (source == LogLine.Source.STDOUT ? out : err).toByteArray();
        int from = (int) Math.min(all.length, offset);
        return Arrays.copyOfRange(all, from, (int) Math.min(all.length, (long) from + maxBytes));
    }

    @Override
    public void close() {
        onClose.run();
    }
}
