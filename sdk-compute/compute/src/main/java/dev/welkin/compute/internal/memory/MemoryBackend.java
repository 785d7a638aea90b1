package dev.welkin.compute.internal.memory;

import dev.welkin.compute.spi.ComputeBackend;
import dev.welkin.compute.spi.ComputeDriver;
import dev.welkin.config.Target;
import dev.welkin.spi.CloudContext;
import java.util.Set;

/** {@code memory:}: tasks in this JVM that touch no file, for tests. */
public final class MemoryBackend implements ComputeBackend {
    /** For the service loader. */
    public MemoryBackend() {}

    @Override
    public Set<String> schemes() {
        return Set.of("memory");
    }

    @Override
    public ComputeDriver open(Target target, CloudContext context) {
        target.onlyOptions(Set.of("records"));
        return new MemoryDriver(context.executor());
    }
}
