package dev.welkin.compute.internal.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that cannot be taken for another: its number and its start. On Linux the start is in clock ticks since a
 * named boot, which no change of the wall clock moves; elsewhere it is in milliseconds.
 */
record ProcessId(long pid, String start) {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /** Reads the id of a process, if it is there and its start can be told. */
    static Optional<ProcessId> of(long pid) {
        Optional<String> start = Files.exists(BOOT) ? linuxStart(pid) : otherStart(pid);
        return start.map(s -> new ProcessId(pid, s));
    }

    /** Reads the recorded form. */
    static Optional<ProcessId> parse(String handle) {
        String[] parts = handle.split(":", 2);
        return parts.length == 2 && parts[0].matches("\\d{1,18}") && !parts[1].isEmpty()
                ? Optional.of(new ProcessId(Long.parseLong(parts[0]), parts[1]))
                : Optional.empty();
    }

    /** The process, if the one that now has this number is the one that was recorded. */
    Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid).filter(p -> of(pid).filter(this::equals).isPresent());
    }

    /** Field 22 of proc(5) stat, counted behind the name, which may hold blanks and brackets. */
    private static Optional<String> linuxStart(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Optional.of(fields[19] + "@" + Files.readString(BOOT).strip());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static Optional<String> otherStart(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(p -> p.info().startInstant())
                .map(Instant::toEpochMilli)
                .map(String::valueOf);
    }

    @Override
    public String toString() {
        return pid + ":" + start;
    }
}
