package dev.welkin.storage.internal.memory;

import dev.welkin.config.Target;
import dev.welkin.spi.CloudContext;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.BucketsDriver;
import dev.welkin.storage.spi.StorageBackend;
import java.util.Set;

/**
 * {@code memory:} and {@code memory:name}: gone with its Cloud. With the option {@code versions=true} old versions are
 * kept.
 */
public final class MemoryBackend implements StorageBackend {
    private static final String VERSIONS = "versions";

    /** Called by the service loader. */
    public MemoryBackend() {}

    @Override
    public Set<String> schemes() {
        return Set.of("memory");
    }

    @Override
    public BucketDriver open(Target target, CloudContext context) {
        return new MemoryBucket(context.clock(), versions(target));
    }

    @Override
    public BucketsDriver openBuckets(Target target, CloudContext context) {
        return new MemoryBuckets(context.clock(), versions(target));
    }

    private static boolean versions(Target target) {
        target.onlyOptions(Set.of(VERSIONS));
        return target.typed().flag(VERSIONS, false);
    }
}
