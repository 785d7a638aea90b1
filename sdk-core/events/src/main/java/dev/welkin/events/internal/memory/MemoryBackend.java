package dev.welkin.events.internal.memory;

import dev.welkin.config.Target;
import dev.welkin.events.internal.engine.EventSize;
import dev.welkin.events.spi.EventsBackend;
import dev.welkin.events.spi.EventsDriver;
import dev.welkin.spi.CloudContext;
import java.util.Set;

/**
 * The backend {@code memory:}. Options: {@code maxEventBytes} (default 1 MiB) and {@code maxBytes} of all topics
 * (default 256 MiB).
 */
public final class MemoryBackend implements EventsBackend {
    /** What holds unless {@code maxBytes} is set. */
    public static final long DEFAULT_MAX_BYTES = 256L << 20;

    /** For the service loader. */
    public MemoryBackend() {}

    @Override
    public Set<String> schemes() {
        return Set.of("memory");
    }

    @Override
    public EventsDriver open(Target target, CloudContext context) {
        target.onlyOptions(Set.of("maxEventBytes", "maxBytes"));
        return new MemoryDriver(context.clock(), EventSize.limit(target), target.number("maxBytes", DEFAULT_MAX_BYTES));
    }
}
