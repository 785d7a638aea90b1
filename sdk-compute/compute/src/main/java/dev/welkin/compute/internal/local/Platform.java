package dev.welkin.compute.internal.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What this machine offers for running processes.
 *
 * @param shell the POSIX shell, or null
 * @param setsid the program that starts another in a session of its own, or null
 * @param cgroups where control groups can be made, or null
 */
record Platform(
        @Nullable Path shell,
        @Nullable Path setsid,
        @Nullable CgroupRoot cgroups) {
    private static final Path CGROUP_MOUNT = Path.of("/sys/fs/cgroup");
    private static final Path SELF_CGROUP = Path.of("/proc/self/cgroup");

    static Platform probe(boolean useCgroups) {
        Path shell = Path.of("/bin/sh");
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return new Platform(
                Files.isExecutable(shell) ? shell : null,
                onPath("setsid", path).orElse(null),
                useCgroups ? CgroupRoot.probe(CGROUP_MOUNT, SELF_CGROUP).orElse(null) : null);
    }

    /** Linux refuses memory to a single process by the limit on its data, which since 4.7 covers all private memory. */
    boolean limitsData() {
        return shell != null && Files.isReadable(Path.of("/proc/self/limits"));
    }

    /** Finds an executable as a shell would. */
    static Optional<Path> onPath(String name, String path) {
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** The program that runs a Java main class: the one of this JVM. */
    static Path java() throws IOException {
        Path bin = Path.of(System.getProperty("java.home"), "bin");
        Path java = bin.resolve(File.separatorChar == '\\' ? "java.exe" : "java");
        if (!Files.isExecutable(java)) {
            throw new IOException("There is no java program at " + java + "; run this on a full JDK or JRE");
        }
        return java;
    }
}
