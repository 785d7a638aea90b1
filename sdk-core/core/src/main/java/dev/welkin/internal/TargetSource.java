package dev.welkin.internal;

import dev.welkin.config.Target;
import java.nio.file.Path;
import java.util.List;

/** Says what a name stands for. */
interface TargetSource {
    List<Target> find(String service, String name);

    /** Embedded stores under one folder: useful and durable, with nothing installed. */
    static TargetSource embedded(Path root) {
        return (service, name) -> List.of(Target.parse(
                service,
                name,
                switch (service) {
                    case "storage" -> "file:storage/" + name;
                    case "events" -> "log:events/" + name;
                    case "compute" -> "local:compute/" + name;
                    default -> "local:extractive";
                },
                root.toAbsolutePath().normalize(),
                "embedded default"));
    }

    /** Everything in memory, for tests. */
    static TargetSource memory() {
        return (service, name) -> List.of(Target.parse(
                service,
                name,
                service.equals("ai") ? "fake:" + name : "memory:" + name,
                Path.of("").toAbsolutePath(),
                "in-memory default"));
    }
}
