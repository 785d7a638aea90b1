package dev.welkin.storage.gcs;

import dev.welkin.Capabilities;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.storage.ListPage;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PresignedRequest;
import dev.welkin.storage.StorageFeature;
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
import dev.welkin.storage.spi.Upload;
import dev.welkin.storage.spi.UploadRequest;
import dev.welkin.storage.spi.VersionPage;
import dev.welkin.storage.spi.VersionRef;
import dev.welkin.storage.spi.VersionsRequest;
import dev.welkin.storage.spi.WriteId;
import java.util.Optional;

/** One bucket of Google Cloud Storage. */
final class GcsBucket implements BucketDriver {
    /** Larger content is written in parts; as large as a part is by default. */
    private static final long ONE_PUT_BYTES = 8L << 20;

    private static final long MAX_OBJECT_BYTES = 5L << 40;
    private static final long MAX_METADATA_BYTES = (8 << 10) - 64; // the marker of a write takes the rest

    private final Capabilities capabilities;
    private final ObjectReads reads;
    private final ObjectWrites writes;
    private final ResumableUploads uploads;
    private final ObjectListing listing;
    private final ObjectCopies copies;
    private final ObjectVersions versions;
    private final SignedUrls urls;

    GcsBucket(GcsClient client, String bucket, boolean versioned) {
        this.capabilities = capabilities(client, versioned);
        this.reads = new ObjectReads(client, bucket, versioned);
        this.writes = new ObjectWrites(client, bucket, versioned);
        this.uploads = new ResumableUploads(client, bucket, versioned);
        this.listing = new ObjectListing(client, bucket);
        this.copies = new ObjectCopies(client, bucket, versioned);
        this.versions = new ObjectVersions(client, bucket, reads, copies);
        this.urls = new SignedUrls(client, bucket);
    }

    private static Capabilities capabilities(GcsClient client, boolean versioned) {
        Capabilities all = everywhere();
        all = versioned ? all.with(StorageFeature.VERSIONS) : all;
        return client.auth().holdsKey() ? all.with(StorageFeature.PRESIGN) : all;
    }

    private static Capabilities everywhere() {
        return Capabilities.of(
                        "gs",
                        StorageFeature.FLAT_KEYS,
                        StorageFeature.WRITE,
                        StorageFeature.CONDITIONAL_CREATE,
                        StorageFeature.CONDITIONAL_UPDATE,
                        StorageFeature.CONDITIONAL_READ,
                        StorageFeature.RANGE,
                        StorageFeature.METADATA,
                        StorageFeature.COPY,
                        StorageFeature.UNIQUE_TOKENS,
                        StorageFeature.MULTIPART,
                        StorageFeature.CONDITIONAL_MULTIPART)
                .limit("onePutBytes", ONE_PUT_BYTES)
                .limit("partMultipleBytes", ResumableUploads.CHUNK_BYTES)
                .limit("parallelParts", 1)
                .limit("maxParts", MAX_OBJECT_BYTES / ResumableUploads.CHUNK_BYTES)
                .limit("maxObjectBytes", MAX_OBJECT_BYTES)
                .limit("maxMetadataBytes", MAX_METADATA_BYTES);
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public ObjectInfo put(PutRequest request, Attempt attempt) {
        return writes.put(request, attempt);
    }

    @Override
    public Optional<ObjectInfo> written(WriteId id, Attempt attempt) {
        try {
            ObjectResource there = reads.resource(id.key(), new Query(), attempt);
            return Optional.of(there)
                    .filter(object -> object.isOf(id))
                    .map(object -> object.info(capabilities.has(StorageFeature.VERSIONS)));
        } catch (CloudException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public ObjectBody get(GetRequest request, Attempt attempt) {
        return reads.get(request, attempt);
    }

    @Override
    public ObjectInfo head(String key, Attempt attempt) {
        return reads.head(key, null, attempt);
    }

    @Override
    public void delete(String key, Attempt attempt) {
        reads.delete(key, new Query(), attempt);
    }

    @Override
    public ObjectInfo copy(CopyRequest request, Attempt attempt) {
        return copies.copy(request, attempt);
    }

    @Override
    public ListPage list(ListRequest request, Attempt attempt) {
        return listing.page(request, attempt);
    }

    @Override
    public Upload startUpload(UploadRequest request, Attempt attempt) {
        return uploads.start(request, attempt);
    }

    @Override
    public UploadedPart uploadPart(PartRequest request, Attempt attempt) {
        return uploads.send(request, attempt);
    }

    @Override
    public ObjectInfo completeUpload(CompleteRequest request, Attempt attempt) {
        return uploads.complete(request, attempt);
    }

    @Override
    public void abortUpload(Upload upload, Attempt attempt) {
        uploads.abort(upload, attempt);
    }

    @Override
    public PresignedRequest presign(PresignRequest request, Attempt attempt) {
        return urls.sign(request);
    }

    @Override
    public VersionPage listVersions(VersionsRequest request, Attempt attempt) {
        return versions.page(request, attempt);
    }

    @Override
    public ObjectInfo headVersion(VersionRef ref, Attempt attempt) {
        return reads.head(ref.key(), ref.version(), attempt);
    }

    @Override
    public void deleteVersion(VersionRef ref, Attempt attempt) {
        versions.delete(ref, attempt);
    }

    @Override
    public void close() {}
}
