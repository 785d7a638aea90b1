package dev.welkin.storage.internal.crypto;

import dev.welkin.Capabilities;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.spi.Shown;
import dev.welkin.storage.ByteRange;
import dev.welkin.storage.KeyProvider;
import dev.welkin.storage.ListPage;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.ObjectVersion;
import dev.welkin.storage.StorageFeature;
import dev.welkin.storage.UploadedPart;
import dev.welkin.storage.internal.Contents;
import dev.welkin.storage.internal.decorator.ForwardingDriver;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.CompleteRequest;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.ListRequest;
import dev.welkin.storage.spi.ObjectBody;
import dev.welkin.storage.spi.ObjectContent;
import dev.welkin.storage.spi.PartRequest;
import dev.welkin.storage.spi.PutRequest;
import dev.welkin.storage.spi.Upload;
import dev.welkin.storage.spi.UploadRequest;
import dev.welkin.storage.spi.VersionPage;
import dev.welkin.storage.spi.VersionRef;
import dev.welkin.storage.spi.VersionsRequest;
import dev.welkin.storage.spi.WriteId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Objects as sealed {@link Frames}, each under a data key of its own, which lies wrapped in the object's metadata.
 * Sizes are those of the plain bytes throughout.
 */
public final class EncryptedDriver extends ForwardingDriver {
    /** The metadata that holds the wrapped data key. */
    public static final String KEY = "welkin_key";

    private static final long KEY_FIELD_BYTES = KEY.length() + 512L;

    private final DataKeys keys;
    private final Capabilities capabilities;

    public EncryptedDriver(BucketDriver inner, KeyProvider provider) {
        super(inner);
        inner.capabilities().require(StorageFeature.METADATA);
        this.keys = new DataKeys(provider);
        this.capabilities = reduced(inner.capabilities());
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public ObjectInfo put(PutRequest request, Attempt attempt) throws InterruptedException {
        DataKeys.DataKey key = keys.create();
        Frames frames = new Frames(key.key(), request.key());
        ObjectContent sealed = SealedContent.of(request.content(), frames, 0, true);
        PutRequest inward = request.withContent(sealed).withAttributes(with(request.attributes(), key.wrapped()));
        return outward(inner.put(inward, attempt));
    }

    @Override
    public Optional<ObjectInfo> written(WriteId id, Attempt attempt) throws InterruptedException {
        return inner.written(id, attempt).map(EncryptedDriver::outward);
    }

    @Override
    public ObjectBody get(GetRequest request, Attempt attempt) throws InterruptedException {
        ObjectBody body = inner.get(request.withRange(Ranges.inward(request.range())), attempt);
        boolean opened = false;
        try {
            ObjectBody plain = plain(request, body);
            opened = true;
            return plain;
        } catch (IOException e) {
            throw CloudException.of(ErrorCode.TRUNCATED, "The encrypted object broke off: " + e, e);
        } finally {
            if (!opened) {
                close(body);
            }
        }
    }

    @Override
    public ObjectInfo head(String key, Attempt attempt) throws InterruptedException {
        ObjectInfo info = inner.head(key, attempt);
        wrapped(info);
        return outward(info);
    }

    @Override
    public ObjectInfo headVersion(VersionRef ref, Attempt attempt) throws InterruptedException {
        return outward(inner.headVersion(ref, attempt));
    }

    @Override
    public ListPage list(ListRequest request, Attempt attempt) throws InterruptedException {
        ListPage page = inner.list(request, attempt);
        return new ListPage(
                page.objects().stream().map(EncryptedDriver::outward).toList(), page.prefixes(), page.next());
    }

    @Override
    public VersionPage listVersions(VersionsRequest request, Attempt attempt) throws InterruptedException {
        VersionPage page = inner.listVersions(request, attempt);
        return new VersionPage(
                page.versions().stream()
                        .map(v -> new ObjectVersion(outward(v.info()), v.id(), v.current(), v.deleted()))
                        .toList(),
                page.next());
    }

    @Override
    public Upload startUpload(UploadRequest request, Attempt attempt) throws InterruptedException {
        String wrapped = keys.create().wrapped();
        UploadRequest inward = new UploadRequest(
                request.id(),
                request.mode(),
                Frames.sealedBytes(request.partBytes()),
                with(request.attributes(), wrapped),
                request.tags());
        Upload begun = inner.startUpload(inward, attempt);
        return new SealedUpload(begun, wrapped, request.partBytes()).outward();
    }

    @Override
    public UploadedPart uploadPart(PartRequest request, Attempt attempt) throws InterruptedException {
        SealedUpload upload = SealedUpload.of(request.upload());
        boolean last = request.content().sizeBytes() < upload.partBytes();
        ObjectContent sealed =
                SealedContent.of(request.content(), frames(upload), request.offset() / Frames.FRAME_BYTES, last);
        UploadedPart sent = inner.uploadPart(
                new PartRequest(upload.inner(), request.number(), Frames.sealedBytes(request.offset()), sealed),
                attempt);
        return new UploadedPart(sent.number(), request.content().sizeBytes(), sent.token());
    }

    @Override
    public ObjectInfo completeUpload(CompleteRequest request, Attempt attempt) throws InterruptedException {
        SealedUpload upload = SealedUpload.of(request.upload());
        List<UploadedPart> parts = new ArrayList<>();
        for (UploadedPart part : request.parts()) {
            long end = part.sizeBytes() < upload.partBytes() ? Frames.END_BYTES : 0;
            parts.add(new UploadedPart(part.number(), Frames.sealedBytes(part.sizeBytes()) + end, part.token()));
        }
        if (request.parts().get(parts.size() - 1).sizeBytes() == upload.partBytes()) {
            parts.add(end(upload, parts.size(), attempt));
        }
        return outward(inner.completeUpload(
                new CompleteRequest(
                        upload.inner(),
                        parts,
                        request.mode(),
                        request.id(),
                        with(request.attributes(), upload.wrapped()),
                        request.tags()),
                attempt));
    }

    @Override
    public void abortUpload(Upload upload, Attempt attempt) throws InterruptedException {
        inner.abortUpload(SealedUpload.of(upload).inner(), attempt);
    }

    /** A last part of full size has no end with it, as nobody knew that it was the last. */
    private UploadedPart end(SealedUpload upload, int parts, Attempt attempt) throws InterruptedException {
        long text = parts * upload.partBytes();
        ObjectContent end = Contents.of(frames(upload).sealEnd(Frames.count(text)));
        return inner.uploadPart(new PartRequest(upload.inner(), parts + 1, Frames.sealedBytes(text), end), attempt);
    }

    private Frames frames(SealedUpload upload) {
        return new Frames(keys.open(upload.wrapped()), upload.inner().key());
    }

    private ObjectBody plain(GetRequest request, ObjectBody body) throws IOException {
        ObjectInfo info = outward(body.info());
        Frames frames = new Frames(keys.open(wrapped(body.info())), request.key());
        if (info.sizeBytes() == 0) {
            requireEmpty(frames, body);
        }
        ByteRange.Span span = request.range().in(info.sizeBytes());
        body.stream().skipNBytes(Ranges.skip(span, body.span()));
        return new ObjectBody(
                info,
                span,
                new OpeningStream(body.stream(), frames, info.sizeBytes(), span.offset(), span.lengthBytes()),
                null);
    }

    private static void requireEmpty(Frames frames, ObjectBody body) throws IOException {
        byte[] all = body.stream().readNBytes(Frames.END_BYTES);
        boolean whole = body.info().sizeBytes() == Frames.END_BYTES;
        frames.requireEnd(0, all, whole ? all.length : 0);
    }

    private static void close(ObjectBody body) {
        try {
            body.stream().close();
        } catch (IOException e) {
            // what goes wrong on closing adds nothing to why it is closed
            return;
        }
    }

    private static String wrapped(ObjectInfo info) {
        String wrapped = info.metadata().get(KEY);
        if (wrapped == null) {
            throw CloudException.builder(
                            ErrorCode.CORRUPTED,
                            "'" + Shown.of(info.key()) + "' carries no data key: it was not written through an"
                                    + " encrypted bucket, or its metadata was removed")
                    .reason("not_encrypted")
                    .build();
        }
        return wrapped;
    }

    private static ObjectInfo outward(ObjectInfo info) {
        Map<String, String> metadata = new TreeMap<>(info.metadata());
        metadata.remove(KEY);
        return info.withSizeBytes(Frames.textBytes(info.sizeBytes()))
                .withAttributes(info.attributes().withMetadata(metadata));
    }

    private static ObjectAttributes with(ObjectAttributes attributes, String wrapped) {
        Map<String, String> metadata = new TreeMap<>(attributes.metadata());
        if (metadata.put(KEY, wrapped) != null) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "The metadata name '" + KEY + "' belongs to the encryption; choose another");
        }
        return attributes.withMetadata(metadata);
    }

    private static Capabilities reduced(Capabilities all) {
        Capabilities left =
                all.without(StorageFeature.COPY, StorageFeature.PRESIGN).limit("partMultipleBytes", Frames.FRAME_BYTES);
        for (String limit : List.of("maxObjectBytes", "onePutBytes", "maxPartBytes")) {
            if (all.limit(limit).isPresent()) {
                left = left.limit(limit, Frames.textBytes(all.limit(limit).getAsLong()));
            }
        }
        if (all.limit("maxMetadataBytes").isPresent()) {
            left = left.limit(
                    "maxMetadataBytes",
                    Math.max(0, all.limit("maxMetadataBytes").getAsLong() - KEY_FIELD_BYTES));
        }
        return left;
    }
}
