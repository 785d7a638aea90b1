package dev.welkin.storage.internal.memory;

import dev.welkin.call.Attempt;
import dev.welkin.storage.internal.BucketErrors;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.BucketsDriver;
import dev.welkin.time.CloudClock;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/** Buckets in a map. One that was opened but not created is made by opening it. */
final class MemoryBuckets implements BucketsDriver {
    private final ConcurrentSkipListMap<String, MemoryBucket> buckets = new ConcurrentSkipListMap<>();
    private final CloudClock clock;
    private final boolean versions;

    MemoryBuckets(CloudClock clock, boolean versions) {
        this.clock = clock;
        this.versions = versions;
    }

    @Override
    public void create(String name, Attempt attempt) {
        if (buckets.putIfAbsent(name, new MemoryBucket(clock, versions)) != null) {
            throw BucketErrors.exists(name);
        }
    }

    @Override
    public List<String> list(Attempt attempt) {
        return List.copyOf(buckets.keySet());
    }

    @Override
    public void delete(String name, Attempt attempt) {
        buckets.computeIfPresent(name, (n, bucket) -> {
            if (!bucket.isEmpty()) {
                throw BucketErrors.notEmpty(name);
            }
            return null;
        });
    }

    @Override
    public BucketDriver open(String name) {
        return buckets.computeIfAbsent(name, n -> new MemoryBucket(clock, versions));
    }

    @Override
    public void close() {}
}
