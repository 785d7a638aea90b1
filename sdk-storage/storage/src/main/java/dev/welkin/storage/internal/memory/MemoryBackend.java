package dev.welkin.storage.internal.memory;

import dev.welkin.config.Target;
import dev.welkin.spi.CloudContext;
import dev.welkin.storage.internal.loopback.Loopback;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.BucketsDriver;
import dev.welkin.storage.spi.StorageBackend;
import java.util.Set;

/**
 * {@code memory:} and {@code memory:name}: gone with its Cloud. With the option {@code versions=true} old versions are
 * kept. With {@code presign=loopback} a server on 127.0.0.1 answers presigned requests while the Cloud is open.
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
        return Loopback.around(new MemoryBucket(context.clock(), versions(target)), target, context);
    }

    @Override
    public BucketsDriver openBuckets(Target target, CloudContext context) {
        return Loopback.around(new MemoryBuckets(context.clock(), versions(target)), target, context);
    }

    private static boolean versions(Target target) {
        target.onlyOptions(Set.of(VERSIONS, Loopback.OPTION));
        return target.typed().flag(VERSIONS, false);
    }
}
