package dev.welkin.storage.internal.file;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.spi.Shown;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.ObjectKey;
import dev.welkin.storage.ObjectVersion;
import dev.welkin.storage.VersionId;
import dev.welkin.storage.internal.file.FileStore.OpenFile;
import dev.welkin.storage.internal.file.History.Kept;
import dev.welkin.storage.spi.VersionPage;
import dev.welkin.storage.spi.VersionRef;
import dev.welkin.storage.spi.VersionsRequest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The versions of a store that keeps them: the current ones, where they always are, and the {@link History}. */
final class FileVersions {
    private static final int PAGE = 5_000;

    private final FileStore store;
    private final History history;
    private final Records records;
    private final KeyLocks locks;
    private final Folders folders;
    private final Durability durability;

    FileVersions(
            FileStore store, History history, Records records, KeyLocks locks, Folders folders, Durability durability) {
        this.store = store;
        this.history = history;
        this.records = records;
        this.locks = locks;
        this.folders = folders;
        this.durability = durability;
    }

    /** Lists whole keys until a page is full; the cursor is the last key. */
    VersionPage list(VersionsRequest request, Attempt attempt) throws IOException, InterruptedException {
        String last = request.cursor();
        SortedSet<String> keys = keys(request.prefix());
        List<ObjectVersion> page = new ArrayList<>();
        for (String key : last == null ? keys : keys.tailSet(last + '\0')) {
            if (page.size() >= PAGE) {
                return new VersionPage(page, last);
            }
            page.addAll(of(key, attempt));
            last = key;
        }
        return new VersionPage(page, null);
    }

    ObjectInfo head(VersionRef ref, Attempt attempt) throws IOException, InterruptedException {
        try (KeyLocks.Held held = locks.lock(ref.key(), attempt)) {
            return info(ref.key(), find(ref));
        }
    }

    OpenFile open(VersionRef ref, Attempt attempt) throws IOException, InterruptedException {
        try (KeyLocks.Held held = locks.lock(ref.key(), attempt)) {
            StoredFile file = find(ref);
            return new OpenFile(
                    file, FileChannel.open(file.path(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        }
    }

    void delete(VersionRef ref, Attempt attempt) throws IOException, InterruptedException {
        String path = KeyPaths.encode(ref.key());
        for (int i = 0; i < FileStore.TRIES; i++) {
            folders.make(path, attempt);
            try (KeyLocks.Held held = locks.lock(ref.key(), attempt)) {
                if (delete(ref)) {
                    folders.prune(store.path(path));
                    return;
                }
            }
        }
        throw FileStore.busy(ref.key());
    }

    static ObjectInfo info(String key, StoredFile file) {
        ObjectInfo plain = file.info(key);
        return new ObjectInfo(
                key,
                plain.sizeBytes(),
                plain.token(),
                plain.lastModified(),
                plain.attributes(),
                new VersionId(plain.token().value()));
    }

    private SortedSet<String> keys(String prefix) throws IOException {
        SortedSet<String> keys = new TreeSet<>(ObjectKey.ORDER);
        FileWalk walk = new FileWalk(store.root(), prefix, "");
        for (String key = walk.next(); key != null; key = walk.next()) {
            keys.add(key);
        }
        return history.keys(keys, prefix);
    }

    private List<ObjectVersion> of(String key, Attempt attempt) throws IOException, InterruptedException {
        List<ObjectVersion> all = new ArrayList<>();
        try (KeyLocks.Held held = locks.lock(key, attempt)) {
            StoredFile current = store.find(key);
            if (current != null) {
                all.add(version(info(key, current), true, false));
            }
            for (Kept kept : history.before(key, current)) {
                ObjectInfo info = kept.deleted() ? kept.mark(key) : info(key, history.read(key, kept));
                all.add(version(info, all.isEmpty(), kept.deleted()));
            }
        }
        return all;
    }

    private static ObjectVersion version(ObjectInfo info, boolean current, boolean deleted) {
        VersionId id = new VersionId(info.token().value());
        return new ObjectVersion(info.withAttributes(ObjectAttributes.NONE), id, current, deleted);
    }

    private StoredFile find(VersionRef ref) throws IOException {
        StoredFile current = store.find(ref.key());
        if (current != null && current.token().value().equals(ref.version().value())) {
            return current;
        }
        for (Kept kept : history.before(ref.key(), current)) {
            if (kept.is(ref.version()) && !kept.deleted()) {
                return history.read(ref.key(), kept);
            }
        }
        throw CloudException.of(
                ErrorCode.NOT_FOUND,
                "'" + Shown.of(ref.key()) + "' has no version "
                        + Shown.of(ref.version().value()) + "; versions() shows what is kept");
    }

    /** False where a folder is needed for the version that comes back, and is gone. */
    private boolean delete(VersionRef ref) throws IOException {
        String key = ref.key();
        StoredFile current = store.find(key);
        history.clean(key, current);
        List<Kept> before = history.before(key, current);
        if (current != null && current.token().value().equals(ref.version().value())) {
            return deleteCurrent(key, current, before.isEmpty() ? null : before.get(0));
        }
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i).is(ref.version())) {
                boolean uncovers = i == 0 && current == null && before.get(i).deleted() && before.size() > 1;
                return deleteKept(key, before.get(i), uncovers ? before.get(1) : null);
            }
        }
        return true;
    }

    private boolean deleteCurrent(String key, StoredFile current, @Nullable Kept next) throws IOException {
        if (next != null && !next.deleted()) {
            if (!bringBack(key, next, current)) {
                return false;
            }
            history.remove(key, next);
            return true;
        }
        Files.deleteIfExists(current.path());
        records.remove(key);
        syncFolderOf(current.path());
        history.remove(key);
        return true;
    }

    /** Where the newest mark goes, the version under it is the object again. */
    private boolean deleteKept(String key, Kept gone, @Nullable Kept uncovered) throws IOException {
        if (uncovered == null || uncovered.deleted()) {
            history.remove(key, gone);
            return true;
        }
        if (!bringBack(key, uncovered, null)) {
            return false;
        }
        history.remove(key, gone, uncovered);
        return true;
    }

    private boolean bringBack(String key, Kept kept, @Nullable StoredFile current) throws IOException {
        Path target = current == null ? store.place(KeyPaths.encode(key)) : current.path();
        Path link = history.link(key, kept);
        try {
            records.bringBack(key, history.read(key, kept), link, current);
            Files.move(link, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (FileStore.foldersChanged(target)) {
                return false;
            }
            throw e;
        } finally {
            Files.deleteIfExists(link);
        }
        syncFolderOf(target);
        return true;
    }

    private void syncFolderOf(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            durability.syncFolder(folder);
        }
    }
}
