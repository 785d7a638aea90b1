package dev.welkin.storage.jclouds;

import dev.welkin.Capabilities;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.storage.ListPage;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.StorageFeature;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.CopyRequest;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.ListRequest;
import dev.welkin.storage.spi.ObjectBody;
import dev.welkin.storage.spi.PutRequest;
import java.util.Map;

/**
 * One bucket. B2 keeps every version of a file: a delete hides the file, and what lies behind stays until the bucket's
 * lifecycle rules take it. It has no conditional writes.
 */
final class B2Bucket implements BucketDriver {
    private static final long MAX_OBJECT_BYTES = 5_000_000_000L;
    private static final long MAX_METADATA_BYTES = 2048;
    private static final Capabilities CAPABILITIES = Capabilities.of(
                    "b2",
                    StorageFeature.UTF8_ORDER,
                    StorageFeature.WRITE,
                    StorageFeature.CONDITIONAL_READ,
                    StorageFeature.RANGE,
                    StorageFeature.METADATA,
                    StorageFeature.COPY)
            .limit("maxObjectBytes", MAX_OBJECT_BYTES)
            .limit("maxMetadataBytes", MAX_METADATA_BYTES);

    private final B2Client client;
    private final B2Place place;
    private final B2Reads reads;
    private final B2Writes writes;
    private final B2Listing listing;

    B2Bucket(B2Client client, String bucket) {
        this.client = client;
        this.place = new B2Place(client, bucket);
        this.reads = new B2Reads(client, place);
        this.writes = new B2Writes(client, place);
        this.listing = new B2Listing(place);
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public ObjectInfo put(PutRequest request, Attempt attempt) throws InterruptedException {
        return writes.put(request, attempt);
    }

    @Override
    public ObjectBody get(GetRequest request, Attempt attempt) throws InterruptedException {
        return reads.get(request, attempt);
    }

    @Override
    public ObjectInfo head(String key, Attempt attempt) throws InterruptedException {
        return reads.head(key, attempt);
    }

    @Override
    public void delete(String key, Attempt attempt) throws InterruptedException {
        try {
            Map<String, Object> question = place.question(attempt);
            question.put("fileName", B2Place.checked(key));
            client.ask("b2_hide_file", question, attempt);
        } catch (CloudException e) {
            if (e.code() != ErrorCode.NOT_FOUND || !e.reason().isEmpty()) {
                throw e;
            }
        }
    }

    @Override
    public ObjectInfo copy(CopyRequest request, Attempt attempt) throws InterruptedException {
        ObjectInfo source = reads.head(request.key(), attempt);
        Map<String, String> question = Map.of(
                "sourceFileId", source.token().value(),
                "fileName", B2Place.checked(request.to().key()),
                "metadataDirective", "COPY");
        return B2Headers.written(client.ask("b2_copy_file", question, attempt), source.attributes());
    }

    @Override
    public ListPage list(ListRequest request, Attempt attempt) throws InterruptedException {
        return listing.page(request, attempt);
    }

    @Override
    public void close() {}
}
