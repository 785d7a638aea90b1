package dev.welkin.storage.internal.memory;

import dev.welkin.config.Target;
import dev.welkin.spi.CloudContext;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.BucketsDriver;
import dev.welkin.storage.spi.StorageBackend;
import java.util.Set;

/** {@code memory:} and {@code memory:name}: gone with its Cloud. */
public final class MemoryBackend implements StorageBackend {
    /** Called by the service loader. */
    public MemoryBackend() {}

    @Override
    public Set<String> schemes() {
        return Set.of("memory");
    }

    @Override
    public BucketDriver open(Target target, CloudContext context) {
        target.onlyOptions(Set.of());
        return new MemoryBucket(context.clock());
    }

    @Override
    public BucketsDriver openBuckets(Target target, CloudContext context) {
        target.onlyOptions(Set.of());
        return new MemoryBuckets(context.clock());
    }
}
