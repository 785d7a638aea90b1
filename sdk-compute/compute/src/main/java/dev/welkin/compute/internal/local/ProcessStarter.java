package dev.welkin.compute.internal.local;

import dev.welkin.compute.LogLine;
import dev.welkin.compute.Program;
import dev.welkin.compute.spi.Launch;
import dev.welkin.compute.spi.Task;
import dev.welkin.compute.spi.TaskEnd;
import dev.welkin.compute.spi.TaskId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Starts the processes of a folder, and finds them again. */
final class ProcessStarter {
    /** What a process gets of this JVM's own environment; everything else may hold a secret. */
    private static final List<String> INHERITED = List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "SystemRoot");

    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";
    private static final String OUT_OF_HEAP = "Terminating due to java.lang.OutOfMemoryError";
    private static final int TAIL_BYTES = 4096;

    private final String root;
    private final Platform platform;
    private final Executor executor;

    ProcessStarter(Path root, Platform platform, Executor executor) {
        this.root = root.toString();
        this.platform = platform;
        this.executor = executor;
    }

    /** Starts a program; one that cannot be found has ended with 127, as in a shell. */
    Task start(TaskId task, WorkFolder folder, Launch launch) throws IOException {
        String path = launch.env().getOrDefault("PATH", System.getenv().getOrDefault("PATH", DEFAULT_PATH));
        List<String> argv = CommandLine.of(launch.program(), platform, path, launch.limits());
        if (argv.isEmpty()) {
            return notFound(folder, path);
        }
        Cgroup cgroup = launch.limits().enforced() ? cgroup(task, launch) : null;
        try {
            return started(task, folder, launch, argv, cgroup);
        } catch (IOException e) {
            close(cgroup);
            throw e;
        }
    }

    private Task started(TaskId task, WorkFolder folder, Launch launch, List<String> argv, @Nullable Cgroup cgroup)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(supervised(folder, launch, argv, cgroup))
                .directory(folder.files().toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.log(LogLine.Source.STDOUT).toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.log(LogLine.Source.STDERR).toFile()));
        fill(builder.environment(), task, launch);
        Process process = builder.start();
        if (launch.detached() || platform.setsid() == null) {
            process.getOutputStream().close();
        }
        String handle = ProcessId.of(process.pid()).map(ProcessId::toString).orElse("");
        Supplier<TaskEnd> end = () -> end(folder, process.exitValue(), launch.program(), cgroup);
        return new ProcessTask(handle, process.toHandle(), family(task, process.toHandle()), end, executor);
    }

    private List<String> supervised(WorkFolder folder, Launch launch, List<String> argv, @Nullable Cgroup cgroup) {
        if (platform.shell() == null) {
            return argv;
        }
        boolean perProcess = cgroup == null && launch.limits().enforced();
        long memoryKib = perProcess ? launch.limits().memoryBytes() / 1024 : 0;
        List<Path> joins = cgroup == null ? List.of() : cgroup.joinFiles();
        return Supervisor.words(platform, folder.exitFile(), launch.detached(), memoryKib, joins, argv);
    }

    private void fill(Map<String, String> environment, TaskId task, Launch launch) {
        environment.keySet().retainAll(INHERITED);
        environment.putIfAbsent("PATH", DEFAULT_PATH);
        environment.putAll(launch.env());
        launch.secrets().forEach((name, secret) -> environment.put(name, secret.reveal()));
        environment.put("WELKIN_JOB_ID", task.job());
        environment.put("WELKIN_JOB_ATTEMPT", String.valueOf(task.attempt()));
        environment.put(ProcessFamily.MARKER, ProcessFamily.markerValue(root, task));
    }

    private static Task notFound(WorkFolder folder, String path) throws IOException {
        String message = "The command was not found in PATH=" + path + ". Give the executable's full path.";
        Files.writeString(folder.log(LogLine.Source.STDERR), message + "\n", StandardCharsets.UTF_8);
        return new EndedTask("", new TaskEnd(CommandLine.NOT_FOUND, false, message));
    }

    /** Finds the process that a record names; what is left of a task without one is ended. */
    Task find(TaskId task, WorkFolder folder, String handle) {
        ProcessHandle process = ProcessId.parse(handle).flatMap(ProcessId::find).orElse(null);
        if (process == null) {
            family(task, null).kill();
            return new EndedTask(handle, recorded(task, folder));
        }
        return new ProcessTask(handle, process, family(task, process), () -> recorded(task, folder), executor);
    }

    private TaskEnd recorded(TaskId task, WorkFolder folder) {
        Cgroup cgroup = platform.cgroups() == null ? null : Cgroup.find(platform.cgroups(), groupName(task));
        OptionalInt code = folder.exitCode();
        if (code.isEmpty()) {
            close(cgroup);
            return TaskEnd.lost("Its process is gone and left no exit code.");
        }
        return end(folder, code.getAsInt(), null, cgroup);
    }

    private TaskEnd end(WorkFolder folder, int code, @Nullable Program program, @Nullable Cgroup cgroup) {
        boolean outOfMemory =
                code != 0 && ((cgroup != null && cgroup.outOfMemory()) || outOfHeap(folder, code, program));
        close(cgroup);
        return new TaskEnd(code, outOfMemory, outOfMemory ? "It took more memory than its limit." : "");
    }

    /** A JVM that runs out of heap exits with 3 and says so in its last line. */
    private static boolean outOfHeap(WorkFolder folder, int code, @Nullable Program program) {
        if (code != 3 || (program != null && !(program instanceof Program.JavaMain))) {
            return false;
        }
        try {
            long size = Files.size(folder.log(LogLine.Source.STDOUT));
            byte[] tail = folder.readLog(LogLine.Source.STDOUT, Math.max(0, size - TAIL_BYTES), TAIL_BYTES)
                    .orElse(new byte[0]);
            return new String(tail, StandardCharsets.UTF_8).contains(OUT_OF_HEAP);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private ProcessFamily family(TaskId task, @Nullable ProcessHandle process) {
        return new ProcessFamily(root, task, process);
    }

    private @Nullable Cgroup cgroup(TaskId task, Launch launch) throws IOException {
        return platform.cgroups() == null ? null : Cgroup.create(platform.cgroups(), groupName(task), launch.limits());
    }

    private String groupName(TaskId task) {
        String folder =
                UUID.nameUUIDFromBytes(root.getBytes(StandardCharsets.UTF_8)).toString();
        return "welkin-" + folder.substring(0, 8) + "-" + task.job() + "." + task.attempt();
    }

    private static void close(@Nullable Cgroup cgroup) {
        if (cgroup != null) {
            cgroup.close();
        }
    }
}
