package dev.welkin.storage.internal.decorator;

import dev.welkin.call.Attempt;
import dev.welkin.call.CallPipeline.DriverCall;
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

/** A driver that does something before or after every call of another one. */
public abstract class AroundDriver extends ForwardingDriver {
    /** For subclasses. */
    protected AroundDriver(BucketDriver inner) {
        super(inner);
    }

    /** Makes a call that changes nothing. */
    protected abstract <T> T read(String operation, Attempt attempt, DriverCall<T> call) throws InterruptedException;

    /** Makes a call that changes something. */
    protected abstract <T> T write(String operation, Attempt attempt, DriverCall<T> call) throws InterruptedException;

    @Override
    public ObjectInfo put(PutRequest request, Attempt attempt) throws InterruptedException {
        return write("put", attempt, left -> inner.put(request, left));
    }

    @Override
    public Optional<ObjectInfo> written(WriteId id, Attempt attempt) throws InterruptedException {
        return read("written", attempt, left -> inner.written(id, left));
    }

    @Override
    public ObjectBody get(GetRequest request, Attempt attempt) throws InterruptedException {
        return read("get", attempt, left -> inner.get(request, left));
    }

    @Override
    public ObjectInfo head(String key, Attempt attempt) throws InterruptedException {
        return read("head", attempt, left -> inner.head(key, left));
    }

    @Override
    public void delete(String key, Attempt attempt) throws InterruptedException {
        write("delete", attempt, left -> {
            inner.delete(key, left);
            return true;
        });
    }

    @Override
    public List<DeleteResult> deleteAll(List<String> keys, Attempt attempt) throws InterruptedException {
        return write("deleteAll", attempt, left -> inner.deleteAll(keys, left));
    }

    @Override
    public ObjectInfo copy(CopyRequest request, Attempt attempt) throws InterruptedException {
        return write("copy", attempt, left -> inner.copy(request, left));
    }

    @Override
    public ListPage list(ListRequest request, Attempt attempt) throws InterruptedException {
        return read("list", attempt, left -> inner.list(request, left));
    }

    @Override
    public Upload startUpload(UploadRequest request, Attempt attempt) throws InterruptedException {
        return write("startUpload", attempt, left -> inner.startUpload(request, left));
    }

    @Override
    public UploadedPart uploadPart(PartRequest request, Attempt attempt) throws InterruptedException {
        return write("uploadPart", attempt, left -> inner.uploadPart(request, left));
    }

    @Override
    public ObjectInfo completeUpload(CompleteRequest request, Attempt attempt) throws InterruptedException {
        return write("completeUpload", attempt, left -> inner.completeUpload(request, left));
    }

    @Override
    public void abortUpload(Upload upload, Attempt attempt) throws InterruptedException {
        write("abortUpload", attempt, left -> {
            inner.abortUpload(upload, left);
            return true;
        });
    }

    @Override
    public PresignedRequest presign(PresignRequest request, Attempt attempt) throws InterruptedException {
        return read("presign", attempt, left -> inner.presign(request, left));
    }

    @Override
    public VersionPage listVersions(VersionsRequest request, Attempt attempt) throws InterruptedException {
        return read("listVersions", attempt, left -> inner.listVersions(request, left));
    }

    @Override
    public ObjectInfo headVersion(VersionRef ref, Attempt attempt) throws InterruptedException {
        return read("headVersion", attempt, left -> inner.headVersion(ref, left));
    }

    @Override
    public void deleteVersion(VersionRef ref, Attempt attempt) throws InterruptedException {
        write("deleteVersion", attempt, left -> {
            inner.deleteVersion(ref, left);
            return true;
        });
    }

    @Override
    public Map<String, String> tags(String key, Attempt attempt) throws InterruptedException {
        return read("tags", attempt, left -> inner.tags(key, left));
    }

    @Override
    public void setTags(TagsRequest request, Attempt attempt) throws InterruptedException {
        write("setTags", attempt, left -> {
            inner.setTags(request, left);
            return true;
        });
    }
}
