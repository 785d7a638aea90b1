package dev.welkin.storage.internal.decorator;

import dev.welkin.Capabilities;
import dev.welkin.call.Attempt;
import dev.welkin.storage.ListPage;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.StorageFeature;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.ListRequest;
import dev.welkin.storage.spi.ObjectBody;
import dev.welkin.storage.spi.PutRequest;

/** Reads pass; writes are refused, by the capabilities and once more here. */
public final class ReadOnlyDriver implements BucketDriver {
    private final BucketDriver inner;
    private final Capabilities capabilities;

    public ReadOnlyDriver(BucketDriver inner) {
        this.inner = inner;
        this.capabilities = inner.capabilities()
                .without(
                        StorageFeature.WRITE,
                        StorageFeature.CONDITIONAL_CREATE,
                        StorageFeature.CONDITIONAL_UPDATE,
                        StorageFeature.COPY,
                        StorageFeature.BULK_DELETE);
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public ObjectInfo put(PutRequest request, Attempt attempt) {
        capabilities.require(StorageFeature.WRITE);
        throw new IllegalStateException("a read-only bucket declares no WRITE");
    }

    @Override
    public ObjectBody get(GetRequest request, Attempt attempt) throws InterruptedException {
        return inner.get(request, attempt);
    }

    @Override
    public ObjectInfo head(String key, Attempt attempt) throws InterruptedException {
        return inner.head(key, attempt);
    }

    @Override
    public void delete(String key, Attempt attempt) {
        capabilities.require(StorageFeature.WRITE);
    }

    @Override
    public ListPage list(ListRequest request, Attempt attempt) throws InterruptedException {
        return inner.list(request, attempt);
    }

    /** Leaves the inner driver open: it has its own owner. */
    @Override
    public void close() {}
}
