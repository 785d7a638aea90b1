package dev.welkin.storage.internal.decorator;

import dev.welkin.Capabilities;
import dev.welkin.call.Attempt;
import dev.welkin.storage.DeleteResult;
import dev.welkin.storage.Destination;
import dev.welkin.storage.ListOptions;
import dev.welkin.storage.ListPage;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.ObjectKey;
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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every key gets a prefix on its way in and loses it on its way out. */
public final class PrefixedDriver implements BucketDriver {
    private final BucketDriver inner;
    private final String prefix;

    public PrefixedDriver(BucketDriver inner, String prefix) {
        this.inner = inner;
        this.prefix = prefix;
    }

    @Override
    public Capabilities capabilities() {
        Capabilities whole = inner.capabilities();
        long left =
                whole.limit("maxKeyBytes").orElse(ObjectKey.MAX_BYTES) - prefix.getBytes(StandardCharsets.UTF_8).length;
        return whole.limit("maxKeyBytes", left);
    }

    @Override
    public ObjectInfo put(PutRequest request, Attempt attempt) throws InterruptedException {
        return outward(inner.put(request.withKey(inward(request.key())), attempt));
    }

    @Override
    public Optional<ObjectInfo> written(WriteId id, Attempt attempt) throws InterruptedException {
        return inner.written(id.withKey(inward(id.key())), attempt).map(this::outward);
    }

    @Override
    public ObjectBody get(GetRequest request, Attempt attempt) throws InterruptedException {
        return inner.get(request.withKey(inward(request.key())), attempt).withKey(request.key());
    }

    @Override
    public ObjectInfo head(String key, Attempt attempt) throws InterruptedException {
        return outward(inner.head(inward(key), attempt));
    }

    @Override
    public void delete(String key, Attempt attempt) throws InterruptedException {
        inner.delete(inward(key), attempt);
    }

    @Override
    public List<DeleteResult> deleteAll(List<String> keys, Attempt attempt) throws InterruptedException {
        List<String> all = keys.stream().map(this::inward).toList();
        return inner.deleteAll(all, attempt).stream()
                .map(result -> new DeleteResult(outward(result.key()), result.failure()))
                .toList();
    }

    @Override
    public ObjectInfo copy(CopyRequest request, Attempt attempt) throws InterruptedException {
        Destination to =
                new Destination(inward(request.to().key()), request.to().mode());
        return outward(inner.copy(new CopyRequest(inward(request.key()), request.version(), to), attempt));
    }

    @Override
    public ListPage list(ListRequest request, Attempt attempt) throws InterruptedException {
        ListPage page = inner.list(new ListRequest(inward(request.options()), request.cursor()), attempt);
        return new ListPage(
                page.objects().stream().map(this::outward).toList(),
                page.prefixes().stream().map(this::outward).toList(),
                page.next());
    }

    @Override
    public Upload startUpload(UploadRequest request, Attempt attempt) throws InterruptedException {
        String key = request.id().key();
        return inner.startUpload(request.withKey(inward(key)), attempt).withKey(key);
    }

    @Override
    public UploadedPart uploadPart(PartRequest request, Attempt attempt) throws InterruptedException {
        return inner.uploadPart(request.withKey(inward(request.upload().key())), attempt);
    }

    @Override
    public ObjectInfo completeUpload(CompleteRequest request, Attempt attempt) throws InterruptedException {
        return outward(
                inner.completeUpload(request.withKey(inward(request.upload().key())), attempt));
    }

    @Override
    public void abortUpload(Upload upload, Attempt attempt) throws InterruptedException {
        inner.abortUpload(upload.withKey(inward(upload.key())), attempt);
    }

    @Override
    public PresignedRequest presign(PresignRequest request, Attempt attempt) throws InterruptedException {
        return inner.presign(request.withKey(inward(request.key())), attempt);
    }

    @Override
    public VersionPage listVersions(VersionsRequest request, Attempt attempt) throws InterruptedException {
        VersionPage page =
                inner.listVersions(new VersionsRequest(prefix + request.prefix(), request.cursor()), attempt);
        return new VersionPage(
                page.versions().stream().map(v -> v.withKey(outward(v.key()))).toList(), page.next());
    }

    @Override
    public ObjectInfo headVersion(VersionRef ref, Attempt attempt) throws InterruptedException {
        return outward(inner.headVersion(ref.withKey(inward(ref.key())), attempt));
    }

    @Override
    public void deleteVersion(VersionRef ref, Attempt attempt) throws InterruptedException {
        inner.deleteVersion(ref.withKey(inward(ref.key())), attempt);
    }

    @Override
    public Map<String, String> tags(String key, Attempt attempt) throws InterruptedException {
        return inner.tags(inward(key), attempt);
    }

    @Override
    public void setTags(TagsRequest request, Attempt attempt) throws InterruptedException {
        inner.setTags(request.withKey(inward(request.key())), attempt);
    }

    /** Leaves the inner driver open: it has its own owner. */
    @Override
    public void close() {}

    private ListOptions inward(ListOptions options) {
        String start = options.startAfter().isEmpty() ? "" : prefix + options.startAfter();
        return options.withPrefix(prefix + options.prefix()).withStartAfter(start);
    }

    private String inward(String key) {
        return ObjectKey.check(prefix + key);
    }

    private String outward(String key) {
        return key.substring(prefix.length());
    }

    private ObjectInfo outward(ObjectInfo info) {
        return info.withKey(outward(info.key()));
    }
}
