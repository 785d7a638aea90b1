package dev.welkin.storage.internal.memory;

import dev.welkin.Capabilities;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.storage.ByteRange;
import dev.welkin.storage.DeleteResult;
import dev.welkin.storage.ListPage;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.ObjectKey;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.StorageFeature;
import dev.welkin.storage.VersionToken;
import dev.welkin.storage.internal.Conditions;
import dev.welkin.storage.internal.Listing;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.CopyRequest;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.ListRequest;
import dev.welkin.storage.spi.ObjectBody;
import dev.welkin.storage.spi.PutRequest;
import dev.welkin.time.CloudClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Objects in a sorted map. */
final class MemoryBucket implements BucketDriver {
    private static final Capabilities CAPABILITIES = Capabilities.of("memory", StorageFeature.values())
            .limit("maxObjectBytes", 1L << 30)
            .limit("maxMetadataBytes", 2048)
            .limit("deleteBatchKeys", 1000);

    private final ConcurrentSkipListMap<String, MemoryObject> objects = new ConcurrentSkipListMap<>(ObjectKey.ORDER);
    private final AtomicLong versions = new AtomicLong();
    private final CloudClock clock;

    MemoryBucket(CloudClock clock) {
        this.clock = clock;
    }

    boolean isEmpty() {
        return objects.isEmpty();
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public ObjectInfo put(PutRequest request, Attempt attempt) {
        return store(request.key(), request.mode(), readAll(request), request.attributes());
    }

    @Override
    public ObjectBody get(GetRequest request, Attempt attempt) {
        MemoryObject object = require(request.key());
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
        objects.remove(key);
    }

    @Override
    public List<DeleteResult> deleteAll(List<String> keys, Attempt attempt) {
        keys.forEach(objects::remove);
        return keys.stream().map(key -> new DeleteResult(key, null)).toList();
    }

    @Override
    public ObjectInfo copy(CopyRequest request, Attempt attempt) {
        MemoryObject source = require(request.key());
        return store(
                request.to().key(),
                request.to().mode(),
                source.bytes(),
                source.info().attributes());
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

    /** What was stored stays: another bucket of the same name may use it. */
    @Override
    public void close() {}

    private ObjectInfo store(String key, PutMode mode, byte[] bytes, ObjectAttributes attributes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        ObjectInfo info = new ObjectInfo(key, bytes.length, nextToken(), clock.now(), attributes);
        MemoryObject written = new MemoryObject(info, bytes, (int) checksum.getValue());
        synchronized (objects) {
            MemoryObject there = objects.get(key);
            Conditions.checkWrite(key, mode, there == null ? null : there.info().token());
            objects.put(key, written);
        }
        return info;
    }

    private VersionToken nextToken() {
        return new VersionToken(Long.toString(versions.incrementAndGet()));
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

    private static byte[] readAll(PutRequest request) {
        try (InputStream in = request.content().open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw CloudException.of(ErrorCode.INTERNAL, "Content gave an IOException: " + e, e);
        }
    }
}
