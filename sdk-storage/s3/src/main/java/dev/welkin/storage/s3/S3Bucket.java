package dev.welkin.storage.s3;

import dev.welkin.Capabilities;
import dev.welkin.Feature;
import dev.welkin.call.Attempt;
import dev.welkin.storage.DeleteResult;
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

/** One bucket; each verb has a class of its own. */
final class S3Bucket implements BucketDriver {
    /** Larger content is written in parts of at least this size. */
    static final long ONE_PUT_BYTES = 8L << 20;

    private static final long MIN_PART_BYTES = 5L << 20;
    private static final long MAX_PART_BYTES = 5L << 30;
    private static final long MAX_OBJECT_BYTES = 5L << 40;

    private final Capabilities capabilities;
    private final S3Reads reads;
    private final S3Writes writes;
    private final S3Uploads uploads;
    private final S3Copies copies;
    private final S3Listing listing;
    private final S3Deletes deletes;
    private final S3Versions versions;
    private final S3Tags tags;
    private final S3Presigner presigner;

    S3Bucket(S3Client client) {
        this.capabilities = capabilities(client.settings());
        this.reads = new S3Reads(client);
        this.writes = new S3Writes(client);
        this.uploads = new S3Uploads(client, writes);
        this.copies = new S3Copies(client, reads, writes, uploads);
        this.listing = new S3Listing(client);
        this.deletes = new S3Deletes(client);
        this.versions = new S3Versions(client);
        this.tags = new S3Tags(client);
        this.presigner = new S3Presigner(client);
    }

    /**
     * All but what the preset lacks; an ETag is made of the bytes, so it can come back; keys see {@link SendableKeys}.
     */
    private static Capabilities capabilities(S3Settings settings) {
        Capabilities all = Capabilities.of("s3", StorageFeature.values())
                .without(StorageFeature.UNIQUE_TOKENS, StorageFeature.ANY_KEY)
                .without(settings.preset().lacks().toArray(new Feature[0]))
                .limit("maxObjectBytes", MAX_OBJECT_BYTES)
                .limit("maxMetadataBytes", ObjectHeaders.MAX_METADATA_BYTES)
                .limit("onePutBytes", ONE_PUT_BYTES)
                .limit("minPartBytes", MIN_PART_BYTES)
                .limit("maxPartBytes", MAX_PART_BYTES)
                .limit("maxParts", 10_000)
                .limit("deleteBatchKeys", 1000);
        Capabilities tagged = all.has(StorageFeature.TAGS) ? all : all.without(StorageFeature.EMPTY_TAGS);
        return settings.versions() ? tagged : tagged.without(StorageFeature.VERSIONS);
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
        return reads.written(id, attempt);
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
        writes.delete(key, attempt);
    }

    @Override
    public List<DeleteResult> deleteAll(List<String> keys, Attempt attempt) {
        return deletes.delete(keys, attempt);
    }

    @Override
    public ObjectInfo copy(CopyRequest request, Attempt attempt) {
        return copies.copy(request, attempt);
    }

    @Override
    public ListPage list(ListRequest request, Attempt attempt) {
        return listing.list(request, attempt);
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
        return presigner.presign(request);
    }

    @Override
    public VersionPage listVersions(VersionsRequest request, Attempt attempt) {
        return versions.list(request, attempt);
    }

    @Override
    public ObjectInfo headVersion(VersionRef ref, Attempt attempt) {
        return reads.head(ref.key(), ref.version(), attempt);
    }

    @Override
    public void deleteVersion(VersionRef ref, Attempt attempt) {
        writes.delete(ref, attempt);
    }

    @Override
    public Map<String, String> tags(String key, Attempt attempt) {
        return tags.get(key, null, attempt);
    }

    @Override
    public void setTags(TagsRequest request, Attempt attempt) {
        tags.set(request, attempt);
    }

    /** The connections are the Cloud's. */
    @Override
    public void close() {}
}
