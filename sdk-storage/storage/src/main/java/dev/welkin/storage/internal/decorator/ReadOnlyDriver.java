package dev.welkin.storage.internal.decorator;

import dev.welkin.Capabilities;
import dev.welkin.call.Attempt;
import dev.welkin.storage.ListPage;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PresignedRequest;
import dev.welkin.storage.StorageFeature;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.ListRequest;
import dev.welkin.storage.spi.ObjectBody;
import dev.welkin.storage.spi.PresignRequest;
import dev.welkin.storage.spi.PutRequest;
import dev.welkin.storage.spi.TagsRequest;
import dev.welkin.storage.spi.VersionPage;
import dev.welkin.storage.spi.VersionRef;
import dev.welkin.storage.spi.VersionsRequest;
import java.util.Map;

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
                        StorageFeature.BULK_DELETE,
                        StorageFeature.MULTIPART,
                        StorageFeature.CONDITIONAL_MULTIPART);
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

    @Override
    public PresignedRequest presign(PresignRequest request, Attempt attempt) throws InterruptedException {
        return inner.presign(request, attempt);
    }

    @Override
    public VersionPage listVersions(VersionsRequest request, Attempt attempt) throws InterruptedException {
        return inner.listVersions(request, attempt);
    }

    @Override
    public ObjectInfo headVersion(VersionRef ref, Attempt attempt) throws InterruptedException {
        return inner.headVersion(ref, attempt);
    }

    @Override
    public void deleteVersion(VersionRef ref, Attempt attempt) {
        capabilities.require(StorageFeature.WRITE);
    }

    @Override
    public Map<String, String> tags(String key, Attempt attempt) throws InterruptedException {
        return inner.tags(key, attempt);
    }

    @Override
    public void setTags(TagsRequest request, Attempt attempt) {
        capabilities.require(StorageFeature.WRITE);
    }

    /** Leaves the inner driver open: it has its own owner. */
    @Override
    public void close() {}
}
