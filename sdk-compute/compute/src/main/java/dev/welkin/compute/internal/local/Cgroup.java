package dev.welkin.compute.internal.local;

import dev.welkin.compute.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The control groups of one task; the kernel holds all its processes together to the limits. See the kernel's
 * admin-guide/cgroup-v2.rst and cgroup-v1/memory.rst.
 */
final class Cgroup implements AutoCloseable {
    /** One period of the processor share, in microseconds: the kernel's default. */
    private static final long PERIOD_MICROS = 100_000;

    private static final int REMOVE_TRIES = 200;

    private final List<Path> folders;
    private final Path oomCounter;

    private Cgroup(List<Path> folders, Path oomCounter) {
        this.folders = folders;
        this.oomCounter = oomCounter;
    }

    /** The groups of a task, whether they are there or not. */
    static Cgroup find(CgroupRoot root, String name) {
        return new Cgroup(
                root.folders().stream().map(f -> f.resolve(name)).toList(),
                root.memory().resolve(name).resolve(root.unified() ? "memory.events" : "memory.oom_control"));
    }

    /** Makes the groups of a task and writes its limits. */
    static Cgroup create(CgroupRoot root, String name, Resources limits) throws IOException {
        Cgroup group = find(root, name);
        try {
            for (Path folder : group.folders) {
                Files.createDirectory(folder);
            }
            for (Map.Entry<Path, String> limit : limits(root, name, limits).entrySet()) {
                Files.writeString(limit.getKey(), limit.getValue());
            }
            return group;
        } catch (IOException e) {
            group.close();
            throw e;
        }
    }

    private static Map<Path, String> limits(CgroupRoot root, String name, Resources limits) {
        Map<Path, String> files = new java.util.LinkedHashMap<>();
        long quota = Math.max(1000, Math.round(limits.cpus() * PERIOD_MICROS));
        Path cpu = root.cpu().resolve(name);
        if (root.unified()) {
            files.put(cpu.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
        } else {
            files.put(cpu.resolve("cpu.cfs_period_us"), String.valueOf(PERIOD_MICROS));
            files.put(cpu.resolve("cpu.cfs_quota_us"), String.valueOf(quota));
        }
        if (limits.memoryBytes() > 0) {
            Path memory = root.memory().resolve(name);
            files.put(
                    memory.resolve(root.unified() ? "memory.max" : "memory.limit_in_bytes"),
                    String.valueOf(limits.memoryBytes()));
            swap(root, memory, limits.memoryBytes()).forEach(files::put);
        }
        return files;
    }

    /**
     * Without a limit on swap a job would move out instead of ending; kernels without swap accounting lack the file.
     */
    private static Map<Path, String> swap(CgroupRoot root, Path memory, long bytes) {
        Path file = memory.resolve(root.unified() ? "memory.swap.max" : "memory.memsw.limit_in_bytes");
        return Files.exists(file) ? Map.of(file, root.unified() ? "0" : String.valueOf(bytes)) : Map.of();
    }

    /** The files a process writes its number to in order to join. */
    List<Path> joinFiles() {
        return folders.stream().map(f -> f.resolve("cgroup.procs")).toList();
    }

    /** True if the kernel ended a process of the task for want of memory. */
    boolean outOfMemory() {
        try {
            return Files.readAllLines(oomCounter).stream()
                    .anyMatch(line -> line.startsWith("oom_kill ") && !line.equals("oom_kill 0"));
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** Removes the groups; the kernel refuses while the last process is still being taken down. */
    @Override
    public void close() {
        for (Path folder : folders) {
            for (int tries = 0; tries < REMOVE_TRIES && !removed(folder); tries++) {
                pause();
            }
        }
    }

    private static boolean removed(Path folder) {
        try {
            Files.deleteIfExists(folder);
            return true;
        } catch (IOException busy) {
            return false;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
