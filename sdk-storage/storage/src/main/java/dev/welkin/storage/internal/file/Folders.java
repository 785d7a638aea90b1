package dev.welkin.storage.internal.file;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.spi.PrivateFolder;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes and removes the folders that keys with slashes need. */
final class Folders {
    private final PrivateFolder root;
    private final KeyLocks locks;
    private final Durability durability;
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();

    Folders(PrivateFolder root, KeyLocks locks, Durability durability) {
        this.root = root;
        this.locks = locks;
        this.durability = durability;
    }

    /** Makes the folders of a path, moving an object that has the name of one beside it; no lock may be held. */
    void make(String path, Attempt attempt) throws IOException, InterruptedException {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            String name = path.substring(0, slash);
            Path folder = root.resolve(name);
            if (Files.isRegularFile(folder, LinkOption.NOFOLLOW_LINKS)) {
                moveBeside(name, folder, attempt);
            }
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                makeOne(name);
                durable.remove(folder);
            }
            syncOnce(folder);
        }
    }

    /** Removes the folders of a path that hold nothing any more. */
    void prune(Path file) throws IOException {
        for (Path folder = file.getParent();
                folder != null && !folder.equals(root.path());
                folder = folder.getParent()) {
            try {
                Files.delete(folder);
                durable.remove(folder);
            } catch (DirectoryNotEmptyException | NoSuchFileException e) {
                return;
            }
        }
    }

    /** Makes a folder, unless others remove it in the same moment: then the write begins anew. */
    private void makeOne(String name) {
        try {
            root.folder(name);
        } catch (CloudException e) {
            boolean removed =
                    e.getCause() instanceof NotDirectoryException || e.getCause() instanceof NoSuchFileException;
            if (!removed) {
                throw e;
            }
        }
    }

    /** The name of a folder lies in its parent; it may be another process that made it a moment ago. */
    private void syncOnce(Path folder) throws IOException {
        Path parent = folder.getParent();
        if (!durable.contains(folder) && parent != null) {
            durability.syncFolder(parent);
            durable.add(folder);
        }
    }

    private void moveBeside(String path, Path file, Attempt attempt) throws IOException, InterruptedException {
        String key = KeyPaths.decodePath(path);
        if (key == null) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, "The file " + file + " stands where a folder is needed; move it away");
        }
        try (KeyLocks.Held held = locks.lock(key, attempt)) {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                Path beside = root.resolve(KeyPaths.besideFolder(path));
                Files.move(file, beside, StandardCopyOption.ATOMIC_MOVE);
                makeOne(path);
            }
        } catch (NoSuchFileException e) {
            return; // deleted meanwhile
        }
    }
}
