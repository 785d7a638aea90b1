package dev.welkin.storage.internal.decorator;

import dev.welkin.Capabilities;
import dev.welkin.call.Attempt;
import dev.welkin.storage.DeleteResult;
import dev.welkin.storage.ListPage;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PresignedRequest;
import dev.welkin.storage.UploadedPart;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.CompleteRequest;
import dev.welkin.storage.spi.CopyRequest;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.ListRequest;
import dev.welkin.storage.spi.ObjectBody;
import dev.welkin.storage.spi.PartRequest;
import dev.welkin.storage.spi.PresignRequest;
import dev.welkin.storage.spi.PutRequest;
import dev.welkin.storage.spi.TagsRequest;
import dev.welkin.storage.spi.Upload;
import dev.welkin.storage.spi.UploadRequest;
import dev.welkin.storage.spi.VersionPage;
import dev.welkin.storage.spi.VersionRef;
import dev.welkin.storage.spi.VersionsRequest;
import dev.welkin.storage.spi.WriteId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A driver that asks another one; decorators override what they change. */
public abstract class ForwardingDriver implements BucketDriver {
    /** The driver that is asked. */
    protected final BucketDriver inner;

    /** For subclasses. */
    protected ForwardingDriver(BucketDriver inner) {
        this.inner = inner;
    }

    @Override
    public Capabilities capabilities() {
        return inner.capabilities();
    }

    @Override
    public ObjectInfo put(PutRequest request, Attempt attempt) throws InterruptedException {
        return inner.put(request, attempt);
    }

    @Override
    public Optional<ObjectInfo> written(WriteId id, Attempt attempt) throws InterruptedException {
        return inner.written(id, attempt);
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
    public void delete(String key, Attempt attempt) throws InterruptedException {
        inner.delete(key, attempt);
    }

    @Override
    public List<DeleteResult> deleteAll(List<String> keys, Attempt attempt) throws InterruptedException {
        return inner.deleteAll(keys, attempt);
    }

    @Override
    public ObjectInfo copy(CopyRequest request, Attempt attempt) throws InterruptedException {
        return inner.copy(request, attempt);
    }

    @Override
    public ListPage list(ListRequest request, Attempt attempt) throws InterruptedException {
        return inner.list(request, attempt);
    }

    @Override
    public Upload startUpload(UploadRequest request, Attempt attempt) throws InterruptedException {
        return inner.startUpload(request, attempt);
    }

    @Override
    public UploadedPart uploadPart(PartRequest request, Attempt attempt) throws InterruptedException {
        return inner.uploadPart(request, attempt);
    }

    @Override
    public ObjectInfo completeUpload(CompleteRequest request, Attempt attempt) throws InterruptedException {
        return inner.completeUpload(request, attempt);
    }

    @Override
    public void abortUpload(Upload upload, Attempt attempt) throws InterruptedException {
        inner.abortUpload(upload, attempt);
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
    public void deleteVersion(VersionRef ref, Attempt attempt) throws InterruptedException {
        inner.deleteVersion(ref, attempt);
    }

    @Override
    public Map<String, String> tags(String key, Attempt attempt) throws InterruptedException {
        return inner.tags(key, attempt);
    }

    @Override
    public void setTags(TagsRequest request, Attempt attempt) throws InterruptedException {
        inner.setTags(request, attempt);
    }

    /** Leaves the inner driver open: it has its own owner. */
    @Override
    public void close() {}
}
