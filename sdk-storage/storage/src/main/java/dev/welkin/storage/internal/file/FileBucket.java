package dev.welkin.storage.internal.file;

import dev.welkin.Capabilities;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.spi.PrivateFolder;
import dev.welkin.spi.Shown;
import dev.welkin.storage.ByteRange;
import dev.welkin.storage.ListPage;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.StorageFeature;
import dev.welkin.storage.UploadedPart;
import dev.welkin.storage.VersionId;
import dev.welkin.storage.internal.BodyStream;
import dev.welkin.storage.internal.Conditions;
import dev.welkin.storage.internal.Contents;
import dev.welkin.storage.internal.KeyWalk;
import dev.welkin.storage.internal.file.FileStore.OpenFile;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.CompleteRequest;
import dev.welkin.storage.spi.CopyRequest;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.ListRequest;
import dev.welkin.storage.spi.ObjectBody;
import dev.welkin.storage.spi.ObjectContent;
import dev.welkin.storage.spi.PartRequest;
import dev.welkin.storage.spi.PutRequest;
import dev.welkin.storage.spi.TagsRequest;
import dev.welkin.storage.spi.Upload;
import dev.welkin.storage.spi.UploadRequest;
import dev.welkin.storage.spi.VersionPage;
import dev.welkin.storage.spi.VersionRef;
import dev.welkin.storage.spi.VersionsRequest;
import dev.welkin.storage.spi.WriteId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A bucket that is a folder; reading makes nothing, the first write makes the folder. */
final class FileBucket implements BucketDriver {
    private static final Capabilities CAPABILITIES = Capabilities.of(
                    "file",
                    StorageFeature.WRITE,
                    StorageFeature.ANY_KEY,
                    StorageFeature.FLAT_KEYS,
                    StorageFeature.UTF8_ORDER,
                    StorageFeature.TEXT_DELIMITER,
                    StorageFeature.CONDITIONAL_CREATE,
                    StorageFeature.CONDITIONAL_UPDATE,
                    StorageFeature.CONDITIONAL_READ,
                    StorageFeature.RANGE,
                    StorageFeature.METADATA,
                    StorageFeature.UNIQUE_TOKENS,
                    StorageFeature.MULTIPART,
                    StorageFeature.CONDITIONAL_MULTIPART,
                    StorageFeature.COPY,
                    StorageFeature.TAGS,
                    StorageFeature.EMPTY_TAGS)
            .limit("maxMetadataBytes", 2048);

    private final Path folder;
    private final Durability durability;
    private final boolean keepVersions;
    private final OpenListings listings = new OpenListings();
    private @Nullable FileStore store;

    FileBucket(Path folder, Durability durability, boolean keepVersions) {
        this.folder = folder;
        this.durability = durability;
        this.keepVersions = keepVersions;
    }

    @Override
    public Capabilities capabilities() {
        return keepVersions ? CAPABILITIES.with(StorageFeature.VERSIONS) : CAPABILITIES;
    }

    @Override
    public ObjectInfo put(PutRequest request, Attempt attempt) throws InterruptedException {
        try {
            return writable().put(request, attempt);
        } catch (IOException e) {
            throw FileErrors.of("put '" + Shown.of(request.key()) + "' into " + Shown.of(folder), e, false);
        }
    }

    @Override
    public ObjectBody get(GetRequest request, Attempt attempt) throws InterruptedException {
        try {
            FileStore open = readable();
            OpenFile file = open == null ? null : open(open, request, attempt);
            if (open == null || file == null) {
                throw Conditions.notFound(request.key());
            }
            return body(request, file, open.info(request.key(), file.file()));
        } catch (IOException e) {
            throw failed("get", request.key(), e);
        }
    }

    @Override
    public ObjectInfo head(String key, Attempt attempt) {
        try {
            FileStore open = readable();
            StoredFile file = open == null ? null : open.find(key);
            if (open == null || file == null) {
                throw Conditions.notFound(key);
            }
            return open.info(key, file);
        } catch (IOException e) {
            throw failed("head", key, e);
        }
    }

    @Override
    public void delete(String key, Attempt attempt) throws InterruptedException {
        try {
            FileStore open = readable();
            if (open != null) {
                open.delete(key, attempt);
            }
        } catch (IOException e) {
            throw failed("delete", key, e);
        }
    }

    @Override
    public ListPage list(ListRequest request, Attempt attempt) {
        try {
            FileStore open = readable();
            return open == null
                    ? listings.none()
                    : listings.page(request, after -> walk(request, open, after), key -> listed(open, key));
        } catch (IOException e) {
            throw failed("list", request.options().prefix(), e);
        } catch (UncheckedIOException e) {
            throw failed("list", request.options().prefix(), Objects.requireNonNull(e.getCause()));
        }
    }

    /** A put of what is read, so that the copy is checked, has the tags too, and is as durable as any write. */
    @Override
    public ObjectInfo copy(CopyRequest request, Attempt attempt) throws InterruptedException {
        GetRequest whole = new GetRequest(request.key(), ByteRange.whole(), null, null, request.version());
        try {
            FileStore open = readable();
            OpenFile file = open == null ? null : open(open, whole, attempt);
            if (open == null || file == null) {
                throw Conditions.notFound(request.key());
            }
            ObjectInfo info = open.info(request.key(), file.file());
            try (BodyStream bytes = new BodyStream(body(whole, file, info))) {
                ObjectContent content = Contents.of(bytes, info.sizeBytes());
                WriteId id = new WriteId(request.to().key(), "");
                Map<String, String> tags = file.file().record().tags();
                return open.put(new PutRequest(id, content, request.to().mode(), info.attributes(), tags), attempt);
            }
        } catch (IOException e) {
            throw failed("copy", request.key(), e);
        }
    }

    @Override
    public Upload startUpload(UploadRequest request, Attempt attempt) {
        try {
            return writable().uploads().start(request);
        } catch (IOException e) {
            throw failed("begin", request.id().key(), e);
        }
    }

    @Override
    public UploadedPart uploadPart(PartRequest request, Attempt attempt) {
        try {
            return writable().uploads().add(request);
        } catch (IOException e) {
            throw failed("put a part of", request.upload().key(), e);
        }
    }

    /** Joins the parts by one more copy, and then is a put like any other. */
    @Override
    public ObjectInfo completeUpload(CompleteRequest request, Attempt attempt) throws InterruptedException {
        try {
            Uploads uploads = writable().uploads();
            ObjectContent content = uploads.content(request.upload(), request.parts());
            ObjectInfo written = writable()
                    .put(
                            new PutRequest(request.id(), content, request.mode(), request.attributes(), request.tags()),
                            attempt);
            uploads.remove(request.upload());
            return written;
        } catch (IOException e) {
            throw failed("complete", request.upload().key(), e);
        }
    }

    @Override
    public void abortUpload(Upload upload, Attempt attempt) {
        try {
            writable().uploads().remove(upload);
        } catch (IOException e) {
            throw failed("give up", upload.key(), e);
        }
    }

    @Override
    public VersionPage listVersions(VersionsRequest request, Attempt attempt) throws InterruptedException {
        try {
            FileStore open = readable();
            return open == null
                    ? new VersionPage(List.of(), null)
                    : open.versions().list(request, attempt);
        } catch (IOException e) {
            throw failed("list the versions of", request.prefix(), e);
        } catch (UncheckedIOException e) {
            throw failed("list the versions of", request.prefix(), Objects.requireNonNull(e.getCause()));
        }
    }

    @Override
    public ObjectInfo headVersion(VersionRef ref, Attempt attempt) throws InterruptedException {
        try {
            return writable().versions().head(ref, attempt);
        } catch (IOException e) {
            throw failed("head a version of", ref.key(), e);
        }
    }

    @Override
    public void deleteVersion(VersionRef ref, Attempt attempt) throws InterruptedException {
        try {
            FileStore open = readable();
            if (open != null) {
                open.versions().delete(ref, attempt);
            }
        } catch (IOException e) {
            throw failed("delete a version of", ref.key(), e);
        }
    }

    @Override
    public Map<String, String> tags(String key, Attempt attempt) {
        try {
            FileStore open = readable();
            StoredFile file = open == null ? null : open.find(key);
            if (file == null) {
                throw Conditions.notFound(key);
            }
            return file.record().tags();
        } catch (IOException e) {
            throw failed("read the tags of", key, e);
        }
    }

    @Override
    public void setTags(TagsRequest request, Attempt attempt) throws InterruptedException {
        try {
            FileStore open = readable();
            if (open == null || !open.setTags(request.key(), request.tags(), attempt)) {
                throw Conditions.notFound(request.key());
            }
        } catch (IOException e) {
            throw failed("tag", request.key(), e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (store != null) {
                store.close();
            }
        } catch (IOException e) {
            throw failed("close", "", e);
        }
    }

    private static @Nullable OpenFile open(FileStore store, GetRequest request, Attempt attempt)
            throws IOException, InterruptedException {
        VersionId version = request.version();
        return version == null
                ? store.open(request.key())
                : store.versions().open(new VersionRef(request.key(), version), attempt);
    }

    private static ObjectBody body(GetRequest request, OpenFile file, ObjectInfo info) throws IOException {
        boolean opened = false;
        FileChannel channel = file.channel();
        try {
            Conditions.checkRead(request, file.file().token());
            requireSize(info, channel.size());
            ByteRange.Span span = request.range().in(info.sizeBytes());
            channel.position(span.offset());
            opened = true;
            return new ObjectBody(
                    info,
                    span,
                    Channels.newInputStream(channel),
                    file.file().record().crc32c());
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    private static void requireSize(ObjectInfo info, long sizeBytes) {
        if (info.sizeBytes() != sizeBytes) {
            throw CloudException.of(
                    ErrorCode.CORRUPTED,
                    "The object '" + Shown.of(info.key()) + "' was stored with " + info.sizeBytes()
                            + " bytes, but its file has " + sizeBytes
                            + ": it was changed where it lies. Restore it from another copy");
        }
    }

    private static KeyWalk walk(ListRequest request, FileStore open, String after) {
        try {
            return new FileWalk(open.root(), request.options().prefix(), after);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable ObjectInfo listed(FileStore open, String key) {
        try {
            StoredFile file = open.find(key);
            return file == null ? null : open.info(key, file).withAttributes(ObjectAttributes.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized @Nullable FileStore readable() throws IOException {
        return store == null && !Files.exists(folder) ? null : writable();
    }

    private synchronized FileStore writable() throws IOException {
        FileStore open = store;
        if (open == null) {
            open = new FileStore(openFolder(), durability, keepVersions);
            store = open;
        }
        return open;
    }

    private PrivateFolder openFolder() throws IOException {
        try {
            return PrivateFolder.open(folder);
        } catch (CloudException e) {
            if (e.code() == ErrorCode.UNAVAILABLE && e.getCause() instanceof IOException cause) {
                throw cause; // a full or read-only disk is told as such
            }
            throw e;
        }
    }

    private CloudException failed(String verb, String key, IOException e) {
        return FileErrors.of(verb + " '" + Shown.of(key) + "' in " + Shown.of(folder), e, false);
    }
}
