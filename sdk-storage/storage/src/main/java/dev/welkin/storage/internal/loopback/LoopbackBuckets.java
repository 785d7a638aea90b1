package dev.welkin.storage.internal.loopback;

import dev.welkin.call.Attempt;
import dev.welkin.spi.CloudContext;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.BucketsDriver;
import java.util.List;

/** Buckets of an account, each of which can presign. */
final class LoopbackBuckets implements BucketsDriver {
    private final BucketsDriver inner;
    private final CloudContext context;

    LoopbackBuckets(BucketsDriver inner, CloudContext context) {
        this.inner = inner;
        this.context = context;
    }

    @Override
    public void create(String name, Attempt attempt) throws InterruptedException {
        inner.create(name, attempt);
    }

    @Override
    public List<String> list(Attempt attempt) throws InterruptedException {
        return inner.list(attempt);
    }

    @Override
    public void delete(String name, Attempt attempt) throws InterruptedException {
        inner.delete(name, attempt);
    }

    @Override
    public BucketDriver open(String name) {
        return new LoopbackDriver(inner.open(name), context);
    }

    @Override
    public void close() {
        inner.close();
    }
}
