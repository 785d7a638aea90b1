package dev.welkin.compute.internal.local;

import dev.welkin.compute.spi.TaskId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All processes of one task: the root's descendants and, on Linux, every process that inherited the task's marker in
 * its environment, even after it left the tree and the session.
 */
final class ProcessFamily {
    /** The environment variable that marks a task's processes. */
    static final String MARKER = "WELKIN_JOB_TASK";

    private static final Path PROC = Path.of("/proc");
    private static final int ROUNDS = 100;

    private final String marker;
    private final @Nullable ProcessHandle root;

    ProcessFamily(String folder, TaskId task, @Nullable ProcessHandle root) {
        this.marker = MARKER + "=" + markerValue(folder, task);
        this.root = root;
    }

    /** The marker's value, in ASCII whatever the folder: it tells apart jobs of equal ids in two folders. */
    static String markerValue(String folder, TaskId task) {
        return task + "@" + UUID.nameUUIDFromBytes(folder.getBytes(StandardCharsets.UTF_8));
    }

    static boolean findsEscapees() {
        return Files.isReadable(PROC.resolve("self/environ"));
    }

    /** Asks every process but the root to end. */
    void terminate() {
        members().stream().filter(p -> !p.equals(root)).forEach(ProcessHandle::destroy);
    }

    /** Kills until nobody is left: a member may start another while it is being killed. */
    void kill() {
        for (int round = 0; round < ROUNDS; round++) {
            Set<ProcessHandle> members = members();
            if (members.isEmpty()) {
                return;
            }
            members.forEach(ProcessHandle::destroyForcibly);
            Thread.onSpinWait();
        }
    }

    private Set<ProcessHandle> members() {
        Set<ProcessHandle> members = new LinkedHashSet<>();
        if (root != null && root.isAlive()) {
            members.add(root);
            root.descendants().forEach(members::add);
        }
        addMarked(members);
        members.remove(ProcessHandle.current());
        return members;
    }

    private void addMarked(Set<ProcessHandle> members) {
        if (!findsEscapees()) {
            return;
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                marked(process).ifPresent(members::add);
            }
        } catch (IOException unreadable) {
            throw new IllegalStateException("/proc cannot be listed", unreadable);
        }
    }

    private Optional<ProcessHandle> marked(Path process) {
        Optional<ProcessHandle> handle = ProcessHandle.of(Long.parseLong(String.valueOf(process.getFileName())));
        // The handle is taken first: destroy() then refuses a later process of the same number.
        return handle.filter(h -> holdsMarker(process.resolve("environ")));
    }

    private boolean holdsMarker(Path environ) {
        try {
            String variables = new String(Files.readAllBytes(environ), StandardCharsets.ISO_8859_1);
            return ("\0" + variables + "\0").contains("\0" + marker + "\0");
        } catch (IOException goneOrAnotherUsers) {
            return false;
        }
    }
}
