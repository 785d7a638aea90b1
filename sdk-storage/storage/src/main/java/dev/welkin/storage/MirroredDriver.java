package dev.welkin.storage;

import dev.welkin.Capabilities;
import dev.welkin.call.Attempt;
import dev.welkin.storage.internal.decorator.FailoverDriver;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.CompleteRequest;
import dev.welkin.storage.spi.CopyRequest;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.ListRequest;
import dev.welkin.storage.spi.ObjectBody;
import dev.welkin.storage.spi.PutRequest;
import dev.welkin.storage.spi.TagsRequest;
import dev.welkin.storage.spi.Upload;
import dev.welkin.storage.spi.UploadRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes that count once every bucket has them; reads from the first that answers, as with failover. */
final class MirroredDriver extends FailoverDriver {
    private static final List<StorageFeature> OF_ALL = List.of(
            StorageFeature.WRITE,
            StorageFeature.METADATA,
            StorageFeature.RANGE,
            StorageFeature.TAGS,
            StorageFeature.EMPTY_TAGS,
            StorageFeature.ANY_KEY,
            StorageFeature.FLAT_KEYS,
            StorageFeature.UTF8_ORDER,
            StorageFeature.TEXT_DELIMITER);
    private static final List<String> LEAST_LIMITS = List.of("maxObjectBytes", "maxMetadataBytes", "maxKeyBytes");

    private final Mirror mirror;
    private final Capabilities capabilities;

    MirroredDriver(BucketDriver first, List<BucketDriver> others, Mirror mirror) {
        super(first, others);
        this.mirror = mirror;
        this.capabilities = together(
                first.capabilities(),
                others.stream().map(BucketDriver::capabilities).toList());
    }

    /** Conditions are the first bucket's to decide; versions and signed requests would pass the others by. */
    private static Capabilities together(Capabilities first, List<Capabilities> others) {
        Capabilities left = first.without(
                StorageFeature.BULK_DELETE,
                StorageFeature.VERSIONS,
                StorageFeature.PRESIGN,
                StorageFeature.PRESIGN_BINDING);
        for (Capabilities other : others) {
            for (StorageFeature feature : OF_ALL) {
                left = other.has(feature) ? left : left.without(feature);
            }
            for (String limit : LEAST_LIMITS) {
                left = least(left, other, limit);
            }
        }
        return left;
    }

    private static Capabilities least(Capabilities one, Capabilities other, String limit) {
        long theirs = other.limit(limit).orElse(Long.MAX_VALUE);
        return theirs < one.limit(limit).orElse(Long.MAX_VALUE) ? one.limit(limit, theirs) : one;
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    /** Content that can be read once goes to the first bucket; the others get it from there. */
    @Override
    public ObjectInfo put(PutRequest request, Attempt attempt) throws InterruptedException {
        String key = MirrorJournal.checked(request.key());
        return mirror.write(
                key,
                () -> super.put(request, attempt),
                written -> request.content().repeatable() && send(request, written));
    }

    private boolean send(PutRequest request, ObjectInfo written) {
        PutOptions options =
                PutOptions.defaults().withAttributes(request.attributes()).withTags(request.tags());
        mirror.others().forEach(other -> other.put(request.key(), request.content(), options));
        return Mirror.same(Optional.of(written), mirror.inFirst(request.key()));
    }

    @Override
    public ObjectInfo copy(CopyRequest request, Attempt attempt) throws InterruptedException {
        MirrorJournal.checked(request.key());
        String key = MirrorJournal.checked(request.to().key());
        return mirror.write(key, () -> super.copy(request, attempt), written -> false);
    }

    @Override
    public Upload startUpload(UploadRequest request, Attempt attempt) throws InterruptedException {
        MirrorJournal.checked(request.id().key());
        return super.startUpload(request, attempt);
    }

    @Override
    public ObjectInfo completeUpload(CompleteRequest request, Attempt attempt) throws InterruptedException {
        return mirror.write(request.id().key(), () -> super.completeUpload(request, attempt), written -> false);
    }

    @Override
    public void delete(String key, Attempt attempt) throws InterruptedException {
        mirror.write(
                MirrorJournal.checked(key),
                () -> {
                    super.delete(key, attempt);
                    return true;
                },
                deleted -> {
                    mirror.others().forEach(other -> other.delete(key));
                    return mirror.inFirst(key).isEmpty();
                });
    }

    @Override
    public void setTags(TagsRequest request, Attempt attempt) throws InterruptedException {
        String key = MirrorJournal.checked(request.key());
        mirror.write(
                key,
                () -> {
                    super.setTags(request, attempt);
                    return true;
                },
                tagged -> false);
    }

    @Override
    public Map<String, String> tags(String key, Attempt attempt) throws InterruptedException {
        return super.tags(MirrorJournal.checked(key), attempt);
    }

    @Override
    public ObjectBody get(GetRequest request, Attempt attempt) throws InterruptedException {
        MirrorJournal.checked(request.key());
        return super.get(request, attempt);
    }

    @Override
    public ObjectInfo head(String key, Attempt attempt) throws InterruptedException {
        return super.head(MirrorJournal.checked(key), attempt);
    }

    @Override
    public ListPage list(ListRequest request, Attempt attempt) throws InterruptedException {
        ListPage page = super.list(request, attempt);
        return new ListPage(
                page.objects().stream()
                        .filter(object -> !object.key().startsWith(MirrorJournal.PREFIX))
                        .toList(),
                page.prefixes().stream()
                        .filter(prefix -> !prefix.startsWith(MirrorJournal.PREFIX))
                        .toList(),
                page.next());
    }
}
