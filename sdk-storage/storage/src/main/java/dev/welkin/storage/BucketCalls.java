package dev.welkin.storage;

import dev.welkin.Capabilities;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.call.Call;
import dev.welkin.call.CallPipeline.DriverCall;
import dev.welkin.spi.Shown;
import dev.welkin.storage.internal.ContentTypes;
import dev.welkin.storage.internal.Contents;
import dev.welkin.storage.internal.Downloads;
import dev.welkin.storage.internal.Limits;
import dev.welkin.storage.internal.LostReplies;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.CopyRequest;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.ListRequest;
import dev.welkin.storage.spi.ObjectContent;
import dev.welkin.storage.spi.PutRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Checks each verb against the bucket's capabilities and carries it through the pipeline to the driver. */
final class BucketCalls {
    private final OpenBucket home;
    private final BucketDriver driver;

    BucketCalls(OpenBucket home, BucketDriver driver) {
        this.home = home;
        this.driver = driver;
    }

    OpenBucket home() {
        return home;
    }

    BucketDriver driver() {
        return driver;
    }

    Capabilities capabilities() {
        return driver.capabilities();
    }

    ObjectInfo put(String key, ObjectContent content, PutOptions options) {
        PutRequest request = putRequest(key, content, options);
        return home.pipeline.call(putCall(request), attempt -> put(request, attempt));
    }

    CompletableFuture<ObjectInfo> putAsync(String key, ObjectContent content, PutOptions options) {
        PutRequest request = putRequest(key, content, options);
        return home.pipeline.callAsync(putCall(request), attempt -> put(request, attempt));
    }

    StoredObject get(String key, GetOptions options) {
        GetRequest request = getRequest(key, options);
        return call("get", key, attempt -> open(request, options, attempt));
    }

    byte[] getBytes(String key, GetOptions options) {
        GetRequest request = getRequest(key, options);
        return call("get", key, attempt -> readAll(request, options, attempt));
    }

    CompletableFuture<byte[]> getBytesAsync(String key, GetOptions options) {
        GetRequest request = getRequest(key, options);
        return home.pipeline.callAsync(repeatable("get", key), attempt -> readAll(request, options, attempt));
    }

    ObjectInfo download(String key, Path file, GetOptions options) {
        GetRequest request = getRequest(key, options);
        Downloads.requireTarget(file);
        return call("download", key, attempt -> {
            try (StoredObject object = open(request, options, attempt)) {
                Downloads.write(object.stream(), file);
                return object.info();
            }
        });
    }

    ObjectInfo head(String key) {
        ObjectKey.check(key);
        return call("head", key, attempt -> driver.head(key, attempt));
    }

    void delete(String key) {
        ObjectKey.check(key);
        capabilities().require(StorageFeature.WRITE);
        call("delete", key, attempt -> {
            driver.delete(key, attempt);
            return true;
        });
    }

    List<DeleteResult> deleteBatch(List<String> keys) {
        return call("deleteAll", keys.size() + " keys", attempt -> driver.deleteAll(keys, attempt));
    }

    ObjectInfo copy(String key, Destination to) {
        ObjectKey.check(key);
        requireOther(key, to);
        requireMode(to.mode());
        return capabilities().has(StorageFeature.COPY) ? copyInside(key, to) : copyThrough(key, to);
    }

    ListPage list(ListOptions options, @Nullable String cursor) {
        ListRequest request = new ListRequest(options, cursor);
        return call("list", options.prefix(), attempt -> driver.list(request, attempt));
    }

    private ObjectInfo copyInside(String key, Destination to) {
        CopyRequest request = new CopyRequest(key, to);
        return call("copy", key, attempt -> LostReplies.copy(driver, request, attempt));
    }

    private ObjectInfo copyThrough(String key, Destination to) {
        try (StoredObject source = get(key, GetOptions.defaults())) {
            ObjectContent content = Contents.of(source.stream(), source.info().sizeBytes());
            return put(
                    to.key(), content, new PutOptions(to.mode(), source.info().attributes()));
        }
    }

    private ObjectInfo put(PutRequest request, Attempt attempt) throws InterruptedException {
        try {
            return LostReplies.put(driver, request, attempt);
        } catch (CloudException e) {
            throw request.content().repeatable() ? e : notAgain(e);
        }
    }

    private StoredObject open(GetRequest request, GetOptions options, Attempt attempt) throws InterruptedException {
        return new StoredObject(driver.get(request, attempt), options.maxBytes());
    }

    private byte[] readAll(GetRequest request, GetOptions options, Attempt attempt) throws InterruptedException {
        try (StoredObject object = open(request, options, attempt)) {
            return object.bytes();
        }
    }

    private PutRequest putRequest(String key, ObjectContent content, PutOptions options) {
        ObjectKey.check(key);
        requireMode(options.mode());
        ObjectAttributes attributes = options.attributes();
        if (!attributes.metadata().isEmpty()) {
            capabilities().require(StorageFeature.METADATA);
        }
        if (attributes.contentType().isEmpty()) {
            attributes = attributes.withContentType(ContentTypes.guess(key));
        }
        Limits.checkMetadata(capabilities(), attributes);
        return new PutRequest(
                key,
                Limits.capped(capabilities(), content),
                options.mode(),
                attributes,
                UUID.randomUUID().toString());
    }

    private GetRequest getRequest(String key, GetOptions options) {
        ObjectKey.check(key);
        if (!(options.range() instanceof ByteRange.Whole)) {
            capabilities().require(StorageFeature.RANGE);
        }
        if (options.ifMatch() != null || options.ifNoneMatch() != null) {
            capabilities().require(StorageFeature.CONDITIONAL_READ);
        }
        return new GetRequest(key, options.range(), options.ifMatch(), options.ifNoneMatch());
    }

    private void requireMode(PutMode mode) {
        capabilities().require(StorageFeature.WRITE);
        if (mode instanceof PutMode.Create) {
            capabilities().require(StorageFeature.CONDITIONAL_CREATE);
        }
        if (mode instanceof PutMode.Update) {
            capabilities().require(StorageFeature.CONDITIONAL_UPDATE);
        }
    }

    private static void requireOther(String key, Destination to) {
        if (key.equals(to.key())) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "'" + Shown.of(key) + "' cannot be copied or moved onto itself; give another key");
        }
    }

    /** A stream that was begun is gone: the pipeline must not try again. */
    private static CloudException notAgain(CloudException e) {
        if (!e.retryable()) {
            return e;
        }
        return e.toBuilder()
                .message(e.getMessage() + " (not retried: a stream can be read once; give bytes or a file instead)")
                .retryable(false)
                .build();
    }

    private Call putCall(PutRequest request) {
        home.requireOpen();
        return request.content().repeatable()
                ? repeatable("put", request.key())
                : Call.once(OpenBucket.SERVICE, home.scheme, "put", resource(request.key()));
    }

    private <T> T call(String operation, String key, DriverCall<T> attempt) {
        return home.pipeline.call(repeatable(operation, key), attempt);
    }

    private Call repeatable(String operation, String key) {
        home.requireOpen();
        return Call.repeatable(OpenBucket.SERVICE, home.scheme, operation, resource(key));
    }

    private String resource(String key) {
        return home.name + "/" + key;
    }
}
