package dev.welkin.compute.internal.local;

import dev.welkin.Capabilities;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Feature;
import dev.welkin.compute.ComputeFeature;
import dev.welkin.compute.LogLine;
import dev.welkin.compute.Resources;
import dev.welkin.compute.spi.ComputeDriver;
import dev.welkin.compute.spi.Place;
import dev.welkin.compute.spi.Task;
import dev.welkin.compute.spi.TaskId;
import dev.welkin.spi.PrivateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Jobs on this machine, under one folder. */
final class LocalDriver implements ComputeDriver {
    private final PrivateFolder root;
    private final PrivateFolder work;
    private final Platform platform;
    private final Executor executor;
    private final Resources capacity;
    private final Owner owner;
    private final Slots slots;
    private final SlotWaiters waiters;
    private final ProcessStarter processes;

    LocalDriver(PrivateFolder root, Platform platform, Resources capacity, Executor executor) throws IOException {
        this.root = root;
        this.work = root.folder("work");
        this.platform = platform;
        this.executor = executor;
        this.capacity = capacity;
        this.owner = new Owner(root.folder("owners"));
        this.slots = new Slots(root.folder("queue"), capacity, this::abandoned);
        this.waiters = new SlotWaiters(slots, owner.name(), this::open);
        this.processes = new ProcessStarter(root.path(), platform, executor);
    }

    Executor executor() {
        return executor;
    }

    ProcessStarter processes() {
        return processes;
    }

    Slots slots() {
        return slots;
    }

    @Override
    public Capabilities capabilities() {
        Set<Feature> features = new LinkedHashSet<>();
        features.add(ComputeFeature.IN_PROCESS);
        features.add(ComputeFeature.PROCESSES);
        if (platform.cgroups() != null) {
            features.add(ComputeFeature.CPU_LIMIT);
            features.add(ComputeFeature.OOM_CAUSE);
        }
        if (platform.cgroups() != null || platform.limitsData()) {
            features.add(ComputeFeature.MEM_LIMIT);
        }
        if (platform.shell() != null) {
            features.add(ComputeFeature.DETACHED);
        }
        if (platform.setsid() != null) {
            features.add(ComputeFeature.OWNER_WATCH);
        }
        if (ProcessFamily.findsEscapees()) {
            features.add(ComputeFeature.ESCAPEE_KILL);
        }
        return new Capabilities("local", features, Map.of());
    }

    @Override
    public Resources capacity() {
        return capacity;
    }

    @Override
    public String owner() {
        return owner.name();
    }

    @Override
    public boolean alive(String other) {
        return owner.alive(other);
    }

    @Override
    public CompletableFuture<Place> reserve(TaskId task, Resources need, boolean detached) {
        return waiters.reserve(
                task,
                new Ticket(task.toString(), owner.name(), Slots.milli(need.cpus()), need.memoryBytes(), false, ""));
    }

    private Place open(TaskId task) {
        WorkFolder folder = WorkFolder.of(work, task);
        try {
            folder.create();
            return new LocalPlace(this, task, folder, null);
        } catch (IOException e) {
            release(task);
            throw new UncheckedIOException("The folder of job " + task + " cannot be made under " + root, e);
        }
    }

    void release(TaskId task) {
        waiters.leave(task);
    }

    @Override
    public Optional<Place> reattach(TaskId task, String handle) {
        WorkFolder folder = WorkFolder.of(work, task);
        Task found = processes.find(task, folder, handle);
        if (!folder.exists()) {
            found.stop(Duration.ZERO);
            release(task);
            return Optional.empty();
        }
        waiters.adopt(task);
        return Optional.of(new LocalPlace(this, task, folder, found));
    }

    /** A ticket is void once its JVM is gone, unless it is of a detached process that still runs. */
    private boolean abandoned(Ticket ticket) {
        return !owner.alive(ticket.owner())
                && ProcessId.parse(ticket.handle()).flatMap(ProcessId::find).isEmpty();
    }

    @Override
    public Optional<byte[]> readLog(TaskId task, LogLine.Source source, long offset, int maxBytes) {
        try {
            return WorkFolder.of(work, task).readLog(source, offset, maxBytes);
        } catch (IOException e) {
            throw CloudException.of(
                    ErrorCode.UNAVAILABLE, "The output of job " + task + " under " + root + " cannot be read", e);
        }
    }

    @Override
    public String recordsUrl() {
        return "file:" + root.path().resolve("records");
    }

    @Override
    public void close() {
        waiters.close();
        try {
            slots.close();
            owner.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The compute folder " + root + " cannot be closed", e);
        }
    }
}
