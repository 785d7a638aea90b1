package dev.welkin.storage.azure;

import dev.welkin.Capabilities;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpHeaders;
import dev.welkin.storage.ListPage;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PresignedRequest;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.StorageFeature;
import dev.welkin.storage.UploadedPart;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.CompleteRequest;
import dev.welkin.storage.spi.ContentBody;
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
import dev.welkin.storage.spi.WriteId;
import dev.welkin.time.CloudClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One container; its objects are block blobs. */
final class AzureBucket implements BucketDriver {
    private static final long MEBI = 1L << 20;
    /** Larger content is written in parts; as large as a part is by default. */
    private static final long ONE_PUT_BYTES = 8 * MEBI;

    private static final long MAX_PART_BYTES = 4000 * MEBI;
    private static final long MAX_PARTS = 50_000;

    private final BlobClient client;
    private final String container;
    private final Capabilities capabilities;
    private final BlobReads reads;
    private final BlobListing listing;
    private final BlockUpload blocks;
    private final BlobCopy copies;
    private final BlobTags tags;
    private final BlobPresign presign;

    AzureBucket(BlobClient client, String container, CloudClock clock) {
        this.client = client;
        this.container = container;
        this.capabilities = capabilities(client);
        this.reads = new BlobReads(client, container);
        this.listing = new BlobListing(client, container);
        this.blocks = new BlockUpload(client, container, reads);
        this.tags = new BlobTags(client, container);
        this.copies = new BlobCopy(client, container, reads, tags, clock);
        this.presign = new BlobPresign(client, container, clock);
    }

    /** What is known of Azure's own hosts only, an emulator or a gateway need not have. */
    private static Capabilities capabilities(BlobClient client) {
        Capabilities all = everywhere();
        if (client.endpoint().isAzures()) {
            all = all.with(StorageFeature.TEXT_DELIMITER, StorageFeature.EMPTY_TAGS);
        }
        return client.auth().holdsKey() ? all.with(StorageFeature.PRESIGN) : all;
    }

    private static Capabilities everywhere() {
        return Capabilities.of(
                        "azure",
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
                        StorageFeature.CONDITIONAL_MULTIPART,
                        StorageFeature.TAGS)
                .limit("onePutBytes", ONE_PUT_BYTES)
                .limit("maxPartBytes", MAX_PART_BYTES)
                .limit("maxParts", MAX_PARTS)
                .limit("maxObjectBytes", MAX_PARTS * MAX_PART_BYTES)
                .limit("maxMetadataBytes", 2048);
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public ObjectInfo put(PutRequest request, Attempt attempt) {
        List<Map.Entry<String, String>> fields = new ArrayList<>(BlobHeaders.of(request.attributes()));
        fields.add(Map.entry("x-ms-blob-type", "BlockBlob"));
        fields.addAll(BlobHeaders.of(request.mode()));
        fields.addAll(BlobHeaders.tags(request.tags()));
        if (!(request.mode() instanceof PutMode.Overwrite)) {
            fields.add(BlobHeaders.marker(request.id()));
        }
        HttpHeaders answer = client.call(
                BlobClient.request(
                        "PUT",
                        client.uri(container + "/" + BlobNames.path(request.key()), ""),
                        fields,
                        new ContentBody(request.content())),
                attempt);
        return BlobHeaders.written(request.key(), request.content().sizeBytes(), answer, request.attributes());
    }

    @Override
    public Optional<ObjectInfo> written(WriteId id, Attempt attempt) {
        try {
            HttpHeaders headers = reads.head(id.key(), attempt);
            return headers.first(BlobHeaders.MARKER)
                    .filter(id.marker()::equals)
                    .map(marker -> BlobReads.info(id.key(), headers));
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
        return BlobReads.info(key, reads.head(key, attempt));
    }

    /** A blob with snapshots is not deleted: they would be lost with it. */
    @Override
    public void delete(String key, Attempt attempt) {
        try {
            client.call(BlobClient.request("DELETE", client.uri(container + "/" + BlobNames.path(key), "")), attempt);
        } catch (CloudException e) {
            if (e.code() != ErrorCode.NOT_FOUND || e.reason().equals("bucket_missing")) {
                throw e;
            }
        }
    }

    @Override
    public ObjectInfo copy(CopyRequest request, Attempt attempt) throws InterruptedException {
        return copies.copy(request, attempt);
    }

    @Override
    public ListPage list(ListRequest request, Attempt attempt) {
        return listing.page(request, attempt);
    }

    @Override
    public Upload startUpload(UploadRequest request, Attempt attempt) {
        return blocks.start(request);
    }

    @Override
    public UploadedPart uploadPart(PartRequest request, Attempt attempt) {
        return blocks.send(request, attempt);
    }

    @Override
    public ObjectInfo completeUpload(CompleteRequest request, Attempt attempt) {
        return blocks.complete(request, attempt);
    }

    /** Azure cannot drop blocks that were sent but not committed; it does so itself after a week. */
    @Override
    public void abortUpload(Upload upload, Attempt attempt) {}

    @Override
    public PresignedRequest presign(PresignRequest request, Attempt attempt) {
        return presign.sign(request);
    }

    @Override
    public Map<String, String> tags(String key, Attempt attempt) {
        return tags.read(key, attempt);
    }

    @Override
    public void setTags(TagsRequest request, Attempt attempt) {
        tags.write(request, attempt);
    }

    @Override
    public void close() {}
}
