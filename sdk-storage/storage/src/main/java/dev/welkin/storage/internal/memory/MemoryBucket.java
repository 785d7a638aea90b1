package dev.welkin.storage.internal.memory;

import dev.welkin.Capabilities;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.storage.ByteRange;
import dev.welkin.storage.DeleteResult;
import dev.welkin.storage.Destination;
import dev.welkin.storage.ListPage;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.ObjectKey;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.StorageFeature;
import dev.welkin.storage.UploadedPart;
import dev.welkin.storage.VersionId;
import dev.welkin.storage.VersionToken;
import dev.welkin.storage.internal.Conditions;
import dev.welkin.storage.internal.Listing;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.CompleteRequest;
import dev.welkin.storage.spi.CopyRequest;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.ListRequest;
import dev.welkin.storage.spi.ObjectBody;
import dev.welkin.storage.spi.ObjectContent;
import dev.welkin.storage.spi.PartRequest;
import dev.welkin.storage.spi.PutRequest;
import dev.welkin.storage.spi.TagsRequest;
import dev.welkin.storage.spi.Upload;
import dev.welkin.storage.spi.UploadRequest;
import dev.welkin.storage.spi.VersionPage;
import dev.welkin.storage.spi.VersionRef;
import dev.welkin.storage.spi.VersionsRequest;
import dev.welkin.time.CloudClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Objects in a sorted map. */
final class MemoryBucket implements BucketDriver {
    private static final Capabilities CAPABILITIES = Capabilities.of("memory", StorageFeature.values())
            .without(StorageFeature.PRESIGN, StorageFeature.PRESIGN_BINDING, StorageFeature.VERSIONS)
            .limit("maxObjectBytes", 1L << 30)
            .limit("maxMetadataBytes", 2048)
            .limit("deleteBatchKeys", 1000);

    private final ConcurrentSkipListMap<String, MemoryObject> objects = new ConcurrentSkipListMap<>(ObjectKey.ORDER);
    private final MemoryUploads uploads = new MemoryUploads();
    private final AtomicLong versions = new AtomicLong();
    private final CloudClock clock;
    /** Null where old versions are not kept. */
    private final @Nullable MemoryVersions history;

    MemoryBucket(CloudClock clock, boolean keepVersions) {
        this.clock = clock;
        this.history = keepVersions ? new MemoryVersions() : null;
    }

    boolean isEmpty() {
        return objects.isEmpty();
    }

    @Override
    public Capabilities capabilities() {
        return history == null ? CAPABILITIES : CAPABILITIES.with(StorageFeature.VERSIONS);
    }

    @Override
    public ObjectInfo put(PutRequest request, Attempt attempt) {
        return store(request.key(), request.mode(), readAll(request.content()), request.attributes(), request.tags());
    }

    @Override
    public ObjectBody get(GetRequest request, Attempt attempt) {
        MemoryObject object = request.version() == null
                ? require(request.key())
                : version(new VersionRef(request.key(), request.version()));
        Conditions.checkRead(request, object.info().token());
        ByteRange.Span span = request.range().in(object.info().sizeBytes());
        InputStream stream = new ByteArrayInputStream(object.bytes(), (int) span.offset(), (int) span.lengthBytes());
        return new ObjectBody(object.info(), span, stream, object.crc32c());
    }

    @Override
    public ObjectInfo head(String key, Attempt attempt) {
        return require(key).info();
    }

    @Override
    public void delete(String key, Attempt attempt) {
        synchronized (objects) {
            objects.remove(key);
            if (history != null) {
                history.mark(key, Long.toString(versions.incrementAndGet()), clock.now());
            }
        }
    }

    @Override
    public List<DeleteResult> deleteAll(List<String> keys, Attempt attempt) {
        keys.forEach(key -> delete(key, attempt));
        return keys.stream().map(key -> new DeleteResult(key, null)).toList();
    }

    @Override
    public ObjectInfo copy(CopyRequest request, Attempt attempt) {
        MemoryObject source = request.version() == null
                ? require(request.key())
                : version(new VersionRef(request.key(), request.version()));
        Destination to = request.to();
        return store(to.key(), to.mode(), source.bytes(), source.info().attributes(), source.tags());
    }

    @Override
    public ListPage list(ListRequest request, Attempt attempt) {
        String prefix = request.options().prefix();
        return Listing.open(
                        request.options(),
                        request.cursor(),
                        after -> new MemoryWalk(objects, prefix, after),
                        this::listed)
                .page();
    }

    @Override
    public Upload startUpload(UploadRequest request, Attempt attempt) {
        return uploads.start(request);
    }

    @Override
    public UploadedPart uploadPart(PartRequest request, Attempt attempt) {
        return uploads.add(request, readAll(request.content()));
    }

    @Override
    public ObjectInfo completeUpload(CompleteRequest request, Attempt attempt) {
        UploadRequest begun = uploads.request(request.upload());
        byte[] bytes = uploads.join(request.upload(), request.parts());
        ObjectInfo written = store(begun.id().key(), request.mode(), bytes, begun.attributes(), begun.tags());
        uploads.remove(request.upload());
        return written;
    }

    @Override
    public void abortUpload(Upload upload, Attempt attempt) {
        uploads.remove(upload);
    }

    @Override
    public VersionPage listVersions(VersionsRequest request, Attempt attempt) {
        synchronized (objects) {
            return new VersionPage(kept().list(request.prefix()), null);
        }
    }

    @Override
    public ObjectInfo headVersion(VersionRef ref, Attempt attempt) {
        return version(ref).info();
    }

    @Override
    public void deleteVersion(VersionRef ref, Attempt attempt) {
        synchronized (objects) {
            MemoryObject newest = kept().remove(ref);
            if (newest == null) {
                objects.remove(ref.key());
            } else {
                objects.put(ref.key(), newest);
            }
        }
    }

    @Override
    public Map<String, String> tags(String key, Attempt attempt) {
        return require(key).tags();
    }

    @Override
    public void setTags(TagsRequest request, Attempt attempt) {
        synchronized (objects) {
            objects.put(request.key(), require(request.key()).withTags(request.tags()));
        }
    }

    /** What was stored stays: another bucket of the same name may use it. */
    @Override
    public void close() {}

    private ObjectInfo store(
            String key, PutMode mode, byte[] bytes, ObjectAttributes attributes, Map<String, String> tags) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        synchronized (objects) {
            MemoryObject there = objects.get(key);
            Conditions.checkWrite(key, mode, there == null ? null : there.info().token());
            ObjectInfo info = info(key, bytes.length, attributes);
            MemoryObject written = new MemoryObject(info, bytes, (int) checksum.getValue(), tags);
            objects.put(key, written);
            if (history != null) {
                history.add(written);
            }
            return info;
        }
    }

    private ObjectInfo info(String key, long sizeBytes, ObjectAttributes attributes) {
        String id = Long.toString(versions.incrementAndGet());
        VersionId version = history == null ? null : new VersionId(id);
        return new ObjectInfo(key, sizeBytes, new VersionToken(id), clock.now(), attributes, version);
    }

    private MemoryObject version(VersionRef ref) {
        synchronized (objects) {
            return kept().find(ref);
        }
    }

    private MemoryVersions kept() {
        return Objects.requireNonNull(history, "called only where VERSIONS is declared");
    }

    private MemoryObject require(String key) {
        MemoryObject object = objects.get(key);
        if (object == null) {
            throw Conditions.notFound(key);
        }
        return object;
    }

    private @Nullable ObjectInfo listed(String key) {
        MemoryObject object = objects.get(key);
        return object == null ? null : object.info().withAttributes(ObjectAttributes.NONE);
    }

    private static byte[] readAll(ObjectContent content) {
        try (InputStream in = content.open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw CloudException.of(ErrorCode.INTERNAL, "Content gave an IOException: " + e, e);
        }
    }
}
