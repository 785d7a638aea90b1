package dev.welkin.compute.internal.local;

import dev.welkin.compute.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where this JVM may make control groups.
 *
 * @param unified true for version 2, where memory and cpu are one folder
 * @param memory the folder under which memory groups are made
 * @param cpu the folder under which cpu groups are made
 */
record CgroupRoot(boolean unified, Path memory, Path cpu) {
    /** Finds the place by making and removing a group there; empty where that is not allowed. */
    static Optional<CgroupRoot> probe(Path mount, Path selfCgroup) {
        Map<String, String> own = own(selfCgroup);
        return candidate(mount, own).filter(CgroupRoot::works);
    }

    List<Path> folders() {
        return unified ? List.of(memory) : List.of(memory, cpu);
    }

    private static Optional<CgroupRoot> candidate(Path mount, Map<String, String> own) {
        if (Files.exists(mount.resolve("cgroup.controllers"))) {
            Path self = below(mount, own.get(""));
            // Version 2 forbids groups beside processes in one folder, so ours are siblings of the JVM's own.
            Path parent = self.equals(mount) ? mount : self.getParent();
            return Optional.ofNullable(parent).map(p -> new CgroupRoot(true, p, p));
        }
        if (own.containsKey("memory") && own.containsKey("cpu")) {
            return Optional.of(new CgroupRoot(
                    false,
                    below(mount.resolve("memory"), own.get("memory")),
                    below(mount.resolve("cpu"), own.get("cpu"))));
        }
        return Optional.empty();
    }

    /** Inside a container the path may be that of the host; then the mount itself is the JVM's group. */
    private static Path below(Path mount, @Nullable String path) {
        Path self = mount.resolve((path == null ? "" : path).replaceFirst("^/+", ""))
                .normalize();
        return self.startsWith(mount) && Files.isDirectory(self) ? self : mount;
    }

    /** Reads the JVM's groups by controller from cgroup(7); version 2 is "". */
    private static Map<String, String> own(Path selfCgroup) {
        Map<String, String> paths = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(selfCgroup)) {
                String[] fields = line.split(":", 3);
                for (String controller : fields[1].split(",")) {
                    paths.put(controller, fields[2]);
                }
            }
        } catch (IOException notLinux) {
            return Map.of();
        }
        return paths;
    }

    private boolean works() {
        Resources small = Resources.cpus(1).memoryBytes(64L << 20);
        try (Cgroup probe = Cgroup.create(this, "welkin-probe-" + UUID.randomUUID(), small)) {
            return probe.joinFiles().stream().allMatch(Files::isWritable);
        } catch (IOException notAllowed) {
            return false;
        }
    }
}
