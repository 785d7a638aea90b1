package dev.welkin.storage.jclouds;

import dev.welkin.Capabilities;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.Shown;
import dev.welkin.storage.ListPage;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.StorageFeature;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.CopyRequest;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.ListRequest;
import dev.welkin.storage.spi.ObjectBody;
import dev.welkin.storage.spi.PutRequest;
import java.util.List;
import java.util.Map;

/**
 * One container. Swift looks at {@code If-None-Match: *} of a write before it takes the bytes, not when it stores them,
 * so of two creators both may win: no conditional write is declared.
 */
final class SwiftBucket implements BucketDriver {
    private static final long MAX_OBJECT_BYTES = 5L << 30;
    private static final long MAX_METADATA_BYTES = 2048;
    private static final Capabilities CAPABILITIES = Capabilities.of(
                    "swift",
                    StorageFeature.FLAT_KEYS,
                    StorageFeature.UTF8_ORDER,
                    StorageFeature.TEXT_DELIMITER,
                    StorageFeature.WRITE,
                    StorageFeature.CONDITIONAL_READ,
                    StorageFeature.RANGE,
                    StorageFeature.METADATA,
                    StorageFeature.COPY)
            .limit("maxObjectBytes", MAX_OBJECT_BYTES)
            .limit("maxMetadataBytes", MAX_METADATA_BYTES);

    /** "Another version is newer": the bytes were not stored. */
    private static final int ACCEPTED = 202;

    private final SwiftClient client;
    private final SwiftContainer container;
    private final SwiftReads reads;
    private final SwiftListing listing;

    SwiftBucket(SwiftClient client, String container) {
        this.client = client;
        this.container = new SwiftContainer(client, container);
        this.reads = new SwiftReads(client, this.container);
        this.listing = new SwiftListing(client, this.container);
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    /** Content of unknown length goes in chunks; Swift stores nothing where their end is missing. */
    @Override
    public ObjectInfo put(PutRequest request, Attempt attempt) throws InterruptedException {
        CountedBody body = new CountedBody(request.content());
        SwiftRequest asked = SwiftRequest.of("PUT", container.path(request.key()))
                .fields(SwiftHeaders.of(request.attributes()))
                .body(body);
        try (HttpResponse answer = client.send(asked, attempt)) {
            container.see();
            if (answer.status() == ACCEPTED) {
                throw overtaken(request.key());
            }
            return SwiftHeaders.written(request.key(), body.writtenBytes(), answer.headers(), request.attributes());
        } catch (CloudException e) {
            throw e.code() == ErrorCode.NOT_FOUND ? container.missing(e) : e;
        }
    }

    /**
     * Swift orders writes by its servers' clocks and drops one that another has overtaken; sent again, it is the last.
     */
    private static CloudException overtaken(String key) {
        return CloudException.builder(
                        ErrorCode.CONFLICT,
                        "The write of '" + Shown.of(key) + "' met another one at the same moment, which Swift kept;"
                                + " write it again")
                .reason("overtaken")
                .retryable(true)
                .build();
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
            client.call(SwiftRequest.of("DELETE", container.path(key)), attempt);
        } catch (CloudException e) {
            CloudException told = container.told(e, attempt);
            if (told.code() != ErrorCode.NOT_FOUND || !told.reason().isEmpty()) {
                throw told;
            }
        }
    }

    @Override
    public ObjectInfo copy(CopyRequest request, Attempt attempt) throws InterruptedException {
        String source = container.path(request.key());
        SwiftRequest asked = SwiftRequest.of("PUT", container.path(request.to().key()))
                .fields(List.of(Map.entry("X-Copy-From", source)));
        try (HttpResponse answer = client.send(asked, attempt)) {
            if (answer.status() == ACCEPTED) {
                throw overtaken(request.to().key());
            }
        } catch (CloudException e) {
            throw container.told(e, attempt);
        }
        return reads.head(request.to().key(), attempt);
    }

    @Override
    public ListPage list(ListRequest request, Attempt attempt) throws InterruptedException {
        return listing.page(request, attempt);
    }

    @Override
    public void close() {}
}
