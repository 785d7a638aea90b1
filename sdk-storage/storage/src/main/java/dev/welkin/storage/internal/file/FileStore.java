package dev.welkin.storage.internal.file;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.spi.PrivateFolder;
import dev.welkin.spi.Shown;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.internal.Conditions;
import dev.welkin.storage.internal.file.Drafts.Draft;
import dev.welkin.storage.spi.PutRequest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Objects in one folder. A write costs two fsyncs, of the content and of its folder: the content is written to a draft
 * with its record, synced, and renamed under the key's lock.
 */
final class FileStore implements AutoCloseable {
    /** How often a write begins anew as others remove or make folders under it. */
    static final int TRIES = 100;

    private final PrivateFolder root;
    private final Durability durability;
    private final Records records;
    private final Drafts drafts;
    private final Uploads uploads;
    private final KeyLocks locks;
    private final Folders folders;
    private final SecureRandom random = new SecureRandom();
    /** Null where old versions are not kept. */
    private final @Nullable History history;

    FileStore(PrivateFolder root, Durability durability, boolean keepVersions) throws IOException {
        this.root = root;
        this.durability = durability;
        this.records = new Records(root, durability);
        this.drafts = new Drafts(root, durability);
        this.locks = KeyLocks.of(root);
        this.folders = new Folders(root, locks, durability);
        this.uploads = new Uploads(root, durability);
        this.history = keepVersions ? new History(root, durability, records) : null;
        drafts.clean();
        uploads.clean();
    }

    /** Called only where versions are kept. */
    FileVersions versions() {
        History kept = Objects.requireNonNull(history, "called only where VERSIONS is declared");
        return new FileVersions(this, kept, records, locks, folders, durability);
    }

    /** What is known of an object, with its version where versions are kept. */
    ObjectInfo info(String key, StoredFile file) {
        return history == null ? file.info(key) : FileVersions.info(key, file);
    }

    Uploads uploads() {
        return uploads;
    }

    ObjectInfo put(PutRequest request, Attempt attempt) throws IOException, InterruptedException {
        String key = request.key();
        StoredFile before = check(key, request.mode());
        long version = before == null ? 1 : before.record().version() + 1;
        byte[] nonce = new byte[8];
        random.nextBytes(nonce);
        ObjectRecord unsized =
                new ObjectRecord(version, HexFormat.of().formatHex(nonce), 0, 0, request.attributes(), request.tags());
        Draft draft = drafts.write(request.content(), d -> records.attach(d.path(), sized(unsized, d)));
        try {
            return publish(request, draft, sized(unsized, draft), attempt);
        } finally {
            Files.deleteIfExists(draft.path());
        }
    }

    void delete(String key, Attempt attempt) throws IOException, InterruptedException {
        Path gone;
        try (KeyLocks.Held held = locks.lock(key, attempt)) {
            StoredFile file = find(key);
            if (file == null) {
                return;
            }
            if (history != null) {
                history.keep(key, file);
                history.mark(key);
            }
            Files.deleteIfExists(file.path());
            records.remove(key);
            gone = file.path();
        }
        syncFolderOf(gone, "delete '" + Shown.of(key) + "'");
        folders.prune(gone);
    }

    /** Replaces the tags of the version that is there, which stays that version; false where there is none. */
    boolean setTags(String key, Map<String, String> tags, Attempt attempt) throws IOException, InterruptedException {
        try (KeyLocks.Held held = locks.lock(key, attempt)) {
            StoredFile file = find(key);
            if (file == null) {
                return false;
            }
            records.replace(key, file, file.record().withTags(tags));
            return true;
        }
    }

    /** Finds an object, or null. */
    @Nullable StoredFile find(String key) throws IOException {
        String path = KeyPaths.encode(key);
        StoredFile file = read(key, root.resolve(path));
        // an object moves only from the first place to the second, so in this order none is overlooked
        return file != null ? file : read(key, root.resolve(KeyPaths.besideFolder(path)));
    }

    /** Opens an object, sure that the content is that of the record; null where there is none. */
    @Nullable OpenFile open(String key) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            StoredFile file = find(key);
            if (file == null) {
                return null;
            }
            OpenFile opened = open(key, file);
            if (opened != null) {
                return opened;
            }
        }
        throw busy(key);
    }

    Path path(String relative) {
        return root.resolve(relative);
    }

    Path root() {
        return root.path();
    }

    @Override
    public void close() throws IOException {
        locks.close();
    }

    private ObjectInfo publish(PutRequest request, Draft draft, ObjectRecord record, Attempt attempt)
            throws IOException, InterruptedException {
        String path = KeyPaths.encode(request.key());
        for (int i = 0; i < TRIES; i++) {
            folders.make(path, attempt);
            StoredFile written = rename(request, draft, record, path, attempt);
            if (written != null) {
                syncFolderOf(written.path(), "put '" + Shown.of(request.key()) + "'");
                return info(request.key(), written);
            }
        }
        throw busy(request.key());
    }

    /** Gives the draft its name; null where the folder for it is gone or a folder came in its way. */
    private @Nullable StoredFile rename(
            PutRequest request, Draft draft, ObjectRecord record, String path, Attempt attempt)
            throws IOException, InterruptedException {
        try (KeyLocks.Held held = locks.lock(request.key(), attempt)) {
            StoredFile before = check(request.key(), request.mode());
            Path target = before == null ? place(path) : before.path();
            if (history != null && before != null) {
                history.keep(request.key(), before);
            }
            if (!draft.attached()) {
                records.putBeside(request.key(), draft.path(), record, before);
            }
            StoredFile written = records.read(request.key(), draft.path());
            try {
                Files.move(draft.path(), target, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                if (foldersChanged(target)) {
                    return null;
                }
                throw e;
            }
            return new StoredFile(target, written.record(), written.known());
        }
    }

    static boolean foldersChanged(Path target) {
        Path folder = target.getParent();
        return folder == null || !Files.isDirectory(folder) || Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS);
    }

    Path place(String path) {
        Path plain = root.resolve(path);
        return Files.isDirectory(plain, LinkOption.NOFOLLOW_LINKS) ? root.resolve(KeyPaths.besideFolder(path)) : plain;
    }

    private @Nullable StoredFile check(String key, PutMode mode) throws IOException {
        StoredFile there = find(key);
        Conditions.checkWrite(key, mode, there == null ? null : there.token());
        return there;
    }

    private @Nullable StoredFile read(String key, Path path) throws IOException {
        try {
            return records.read(key, path);
        } catch (NoSuchFileException e) {
            return null;
        } catch (java.nio.file.FileSystemException e) {
            if (String.valueOf(e.getReason()).contains("Not a directory")) {
                return null; // an object has the name of a folder on the way
            }
            throw e;
        }
    }

    private @Nullable OpenFile open(String key, StoredFile file) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(file.path(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
        boolean same = false;
        try {
            StoredFile now = read(key, file.path());
            same = now != null && now.token().equals(file.token());
            return same ? new OpenFile(file, channel) : null;
        } finally {
            if (!same) {
                channel.close();
            }
        }
    }

    private static ObjectRecord sized(ObjectRecord record, Draft draft) {
        return new ObjectRecord(
                record.version(),
                record.nonce(),
                draft.sizeBytes(),
                draft.crc32c(),
                record.attributes(),
                record.tags());
    }

    /** The rename is seen already: from here on a failure leaves the outcome unknown. */
    private void syncFolderOf(Path file, String asked) throws IOException {
        Path folder = file.getParent();
        try {
            if (folder != null) {
                durability.syncFolder(folder);
            }
        } catch (IOException e) {
            throw FileErrors.of(asked, e, true);
        }
    }

    static CloudException busy(String key) {
        return CloudException.of(
                ErrorCode.CONFLICT, "Others wrote and removed at '" + Shown.of(key) + "' all the time; try again");
    }

    /** An object with its content open. */
    record OpenFile(StoredFile file, FileChannel channel) {}
}
