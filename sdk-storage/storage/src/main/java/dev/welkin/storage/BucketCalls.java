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
import dev.welkin.storage.internal.Reads;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.CopyRequest;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.ListRequest;
import dev.welkin.storage.spi.ObjectBody;
import dev.welkin.storage.spi.ObjectContent;
import dev.welkin.storage.spi.PresignRequest;
import dev.welkin.storage.spi.PutRequest;
import dev.welkin.storage.spi.TagsRequest;
import dev.welkin.storage.spi.VersionPage;
import dev.welkin.storage.spi.VersionRef;
import dev.welkin.storage.spi.VersionsRequest;
import dev.welkin.storage.spi.WriteId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
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
        return PartSizes.inOnePut(capabilities(), content)
                ? putWhole(request)
                : new PartsPut(this, request, options.transfer()).run();
    }

    ObjectInfo putWhole(PutRequest request) {
        return home.pipeline.call(putCall(request), attempt -> put(request, attempt));
    }

    CompletableFuture<ObjectInfo> putAsync(String key, ObjectContent content, PutOptions options) {
        PutRequest request = putRequest(key, content, options);
        return PartSizes.inOnePut(capabilities(), content)
                ? home.pipeline.callAsync(putCall(request), attempt -> put(request, attempt))
                : new PartsPut(this, request, options.transfer()).runAsync();
    }

    StoredObject get(String key, GetOptions options) {
        GetRequest request = getRequest(key, options);
        ObjectBody body = call("get", key, attempt -> open(request, attempt));
        return new StoredObject(ResumingStream.over(body, this), options.maxBytes());
    }

    /** Opens the rest of a body whose stream broke. */
    ObjectBody rest(ObjectInfo version, ByteRange.Span span) {
        GetRequest request = new GetRequest(version.key(), span, version.token(), null, version.version());
        return call("get", version.key(), attempt -> driver.get(request, attempt));
    }

    byte[] getBytes(String key, GetOptions options) {
        GetRequest request = getRequest(key, options);
        return call("get", key, attempt -> readAll(request, options, attempt));
    }

    CompletableFuture<byte[]> getBytesAsync(String key, GetOptions options) {
        GetRequest request = getRequest(key, options);
        return home.pipeline.callAsync(repeatable("get", key), attempt -> readAll(request, options, attempt));
    }

    ObjectInfo download(String key, Path file, GetOptions options, Transfer transfer) {
        Downloads.requireTarget(file);
        return new RangedDownload(this, getRequest(key, options), transfer).to(file);
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

    PartsUpload startUpload(String key, PutOptions options) {
        PutRequest put = putRequest(key, Contents.of(new byte[0]), options);
        capabilities().require(StorageFeature.MULTIPART);
        long partBytes =
                PartSizes.partBytes(capabilities(), 0, options.transfer().partBytes());
        return PartsUpload.start(this, put, partBytes);
    }

    PresignedRequest presign(PresignedRequest.Verb verb, String key, PresignOptions options) {
        ObjectKey.check(key);
        capabilities().require(StorageFeature.PRESIGN);
        if (verb == PresignedRequest.Verb.PUT) {
            capabilities().require(StorageFeature.WRITE);
            requireBinding(options);
        }
        PresignRequest request = new PresignRequest(verb, key, options);
        return call("presign", key, attempt -> driver.presign(request, attempt));
    }

    private void requireBinding(PresignOptions options) {
        if (options.contentType() != null || options.lengthBytes() != null || options.sha256() != null) {
            capabilities().require(StorageFeature.PRESIGN_BINDING);
        }
    }

    VersionPage listVersions(String prefix, @Nullable String cursor) {
        VersionsRequest request = new VersionsRequest(prefix, cursor);
        return call("listVersions", prefix, attempt -> driver.listVersions(request, attempt));
    }

    ObjectInfo headVersion(String key, VersionId version) {
        VersionRef ref = version(key, version);
        return call("head", key, attempt -> driver.headVersion(ref, attempt));
    }

    void deleteVersion(String key, VersionId version) {
        VersionRef ref = version(key, version);
        capabilities().require(StorageFeature.WRITE);
        call("deleteVersion", key, attempt -> {
            driver.deleteVersion(ref, attempt);
            return true;
        });
    }

    ObjectInfo restore(String key, VersionId version) {
        version(key, version);
        capabilities().require(StorageFeature.WRITE);
        capabilities().require(StorageFeature.COPY);
        CopyRequest request = new CopyRequest(key, version, Destination.key(key));
        return call("restore", key, attempt -> driver.copy(request, attempt));
    }

    Map<String, String> tags(String key) {
        ObjectKey.check(key);
        capabilities().require(StorageFeature.TAGS);
        return call("tags", key, attempt -> driver.tags(key, attempt));
    }

    void setTags(String key, Map<String, String> tags) {
        ObjectKey.check(key);
        capabilities().require(StorageFeature.WRITE);
        capabilities().require(StorageFeature.TAGS);
        if (tags.isEmpty() || tags.containsValue("")) {
            capabilities().require(StorageFeature.EMPTY_TAGS);
        }
        TagsRequest request = new TagsRequest(key, Tags.checked(tags));
        call("setTags", key, attempt -> {
            driver.setTags(request, attempt);
            return true;
        });
    }

    private VersionRef version(String key, VersionId version) {
        ObjectKey.check(key);
        capabilities().require(StorageFeature.VERSIONS);
        return new VersionRef(key, version);
    }

    ListPage list(ListOptions options, @Nullable String cursor) {
        if (options.delimiter().length() > 1) {
            capabilities().require(StorageFeature.TEXT_DELIMITER);
        }
        ListRequest request = new ListRequest(options, cursor);
        return call("list", options.prefix(), attempt -> driver.list(request, attempt));
    }

    private ObjectInfo copyInside(String key, Destination to) {
        CopyRequest request = new CopyRequest(key, null, to);
        return call("copy", key, attempt -> LostReplies.copy(driver, request, attempt));
    }

    private ObjectInfo copyThrough(String key, Destination to) {
        try (StoredObject source = get(key, GetOptions.defaults())) {
            ObjectContent content = Contents.of(source.stream(), source.info().sizeBytes());
            return put(
                    to.key(),
                    content,
                    PutOptions.mode(to.mode()).withAttributes(source.info().attributes()));
        }
    }

    private ObjectInfo put(PutRequest request, Attempt attempt) throws InterruptedException {
        try {
            return LostReplies.put(driver, request, attempt);
        } catch (CloudException e) {
            throw request.content().repeatable() ? e : notAgain(e);
        }
    }

    ObjectBody open(GetRequest request, Attempt attempt) throws InterruptedException {
        return Reads.get(driver, request, attempt);
    }

    private byte[] readAll(GetRequest request, GetOptions options, Attempt attempt) throws InterruptedException {
        try (StoredObject object = new StoredObject(open(request, attempt), options.maxBytes())) {
            return object.bytes();
        }
    }

    PutRequest putRequest(String key, ObjectContent content, PutOptions options) {
        ObjectKey.check(key);
        requireMode(options.mode());
        if (!options.tags().isEmpty()) {
            capabilities().require(StorageFeature.TAGS);
        }
        ObjectAttributes attributes = options.attributes();
        if (!attributes.metadata().isEmpty()) {
            capabilities().require(StorageFeature.METADATA);
        }
        if (attributes.contentType().isEmpty()) {
            attributes = attributes.withContentType(ContentTypes.guess(key));
        }
        Limits.checkMetadata(capabilities(), attributes);
        return new PutRequest(
                new WriteId(key, Long.toHexString(random()) + Long.toHexString(random())),
                Limits.capped(capabilities(), content),
                options.mode(),
                attributes,
                options.tags());
    }

    private GetRequest getRequest(String key, GetOptions options) {
        ObjectKey.check(key);
        if (!(options.range() instanceof ByteRange.Whole)) {
            capabilities().require(StorageFeature.RANGE);
        }
        if (options.range() instanceof ByteRange.Span span) {
            span.wanted();
        }
        if (options.ifMatch() != null || options.ifNoneMatch() != null) {
            capabilities().require(StorageFeature.CONDITIONAL_READ);
        }
        if (options.version() != null) {
            capabilities().require(StorageFeature.VERSIONS);
        }
        return new GetRequest(key, options.range(), options.ifMatch(), options.ifNoneMatch(), options.version());
    }

    /** Names writes apart; nobody gains anything by guessing it. */
    private static long random() {
        return ThreadLocalRandom.current().nextLong();
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

    <T> T call(String operation, String key, DriverCall<T> attempt) {
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
