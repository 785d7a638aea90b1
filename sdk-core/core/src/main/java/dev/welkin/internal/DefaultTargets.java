package dev.welkin.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.config.Target;
import dev.welkin.spi.Shown;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Names without a configuration: each stands for a store of its own. Remembers who was asked for. */
final class DefaultTargets implements TargetSource {
    /** The scheme of each service's embedded store. */
    static final Map<String, String> STORES = Map.of("storage", "file", "events", "log", "compute", "local");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final String source;
    private final Path folder;
    private final boolean memory;
    private final Map<String, Target> known = new TreeMap<>();

    private DefaultTargets(String source, Path folder, boolean memory) {
        this.source = source;
        this.folder = folder;
        this.memory = memory;
    }

    /** Embedded stores under one folder: useful and durable, with nothing installed. */
    static DefaultTargets embedded(Path root) {
        Path folder = root.toAbsolutePath().normalize();
        return new DefaultTargets("none; embedded defaults under " + folder, folder, false);
    }

    /** Everything in memory, for tests. */
    static DefaultTargets memory() {
        return new DefaultTargets("none; everything in memory", Path.of("").toAbsolutePath(), true);
    }

    @Override
    public List<Target> find(String service, String name) {
        synchronized (known) {
            return List.of(known.computeIfAbsent(service + "." + name, key -> target(service, name)));
        }
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public List<Target> known() {
        synchronized (known) {
            return List.copyOf(known.values());
        }
    }

    private Target target(String service, String name) {
        if (!NAME.matcher(name).matches()) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "The name '" + Shown.of(name) + "' for " + service
                            + " will not do: without a configuration it names a folder, so use letters, digits, '.', '-'"
                            + " and '_', at most 100 and a letter or digit first");
        }
        String store = STORES.get(service);
        if (memory) {
            return target(service, name, store == null ? "fake" : "memory", name);
        }
        return store == null
                ? target(service, name, "local", "extractive")
                : target(service, name, store, service + "/" + name);
    }

    private Target target(String service, String name, String scheme, String location) {
        String origin = memory ? "in-memory default" : "embedded default";
        return new Target(service, name, scheme, location, Map.of(), folder, origin);
    }
}
