package dev.welkin.compute.internal.memory;

import dev.welkin.Capabilities;
import dev.welkin.compute.ComputeFeature;
import dev.welkin.compute.LogLine;
import dev.welkin.compute.Resources;
import dev.welkin.compute.spi.ComputeDriver;
import dev.welkin.compute.spi.Place;
import dev.welkin.compute.spi.TaskId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Tasks in this JVM without files and without a queue. */
final class MemoryDriver implements ComputeDriver {
    private final Executor executor;
    private final String owner = UUID.randomUUID().toString();
    private final Map<TaskId, MemoryPlace> places = new ConcurrentHashMap<>();

    MemoryDriver(Executor executor) {
        this.executor = executor;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of("memory", ComputeFeature.IN_PROCESS);
    }

    @Override
    public Resources capacity() {
        return new Resources(1_000_000, Long.MAX_VALUE, false);
    }

    @Override
    public String owner() {
        return owner;
    }

    @Override
    public boolean alive(String other) {
        return true;
    }

    @Override
    public CompletableFuture<Place> reserve(TaskId task, Resources need, boolean detached) {
        MemoryPlace place = new MemoryPlace(task, executor, () -> places.remove(task));
        places.put(task, place);
        return CompletableFuture.completedFuture(place);
    }

    @Override
    public Optional<Place> reattach(TaskId task, String handle) {
        return Optional.empty();
    }

    @Override
    public Optional<byte[]> readLog(TaskId task, LogLine.Source source, long offset, int maxBytes) {
        return Optional.ofNullable(places.get(task)).map(place -> place.readLog(source, offset, maxBytes));
    }

    @Override
    public String recordsUrl() {
        return "memory:compute-records";
    }

    @Override
    public void close() {
        places.clear();
    }
}
