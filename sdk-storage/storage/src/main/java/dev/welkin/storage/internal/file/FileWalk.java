package dev.welkin.storage.internal.file;

import dev.welkin.storage.ObjectKey;
import dev.welkin.storage.internal.KeyWalk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the keys below a root. A folder {@code x} sorts as {@code x/}, so walking through sorted folders gives
 * the order of the keys; only the names of the folders on the way are in memory. Links are no objects and are not
 * followed.
 */
final class FileWalk implements KeyWalk {
    private final Path root;
    private final String prefix;
    private final String after;
    private final Deque<Iterator<Entry>> open = new ArrayDeque<>();
    private @Nullable String skipped;

    FileWalk(Path root, String prefix, String after) throws IOException {
        this.root = root;
        this.prefix = prefix;
        this.after = after;
        open.push(read("", "").iterator());
    }

    @Override
    public @Nullable String next() {
        while (!open.isEmpty()) {
            if (!open.peek().hasNext()) {
                open.pop();
                continue;
            }
            Entry entry = open.peek().next();
            if (isWanted(entry)) {
                if (!entry.folder()) {
                    return entry.key();
                }
                descend(entry);
            }
        }
        return null;
    }

    @Override
    public void skip(String common) {
        skipped = common;
    }

    private boolean isWanted(Entry entry) {
        String key = entry.key();
        if (skipped != null && key.startsWith(skipped)) {
            return false;
        }
        boolean inPrefix = key.startsWith(prefix) || (entry.folder() && prefix.startsWith(key));
        boolean behind = ObjectKey.ORDER.compare(key, after) > 0 || (entry.folder() && after.startsWith(key));
        return inPrefix && behind;
    }

    private void descend(Entry folder) {
        try {
            open.push(read(folder.path(), folder.key()).iterator());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a folder; empty where it is gone meanwhile. */
    private List<Entry> read(String path, String keyBefore) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try {
            collect(path, keyBefore, entries);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
        entries.sort(Comparator.comparing(Entry::key, ObjectKey.ORDER));
        return entries;
    }

    private void collect(String path, String keyBefore, List<Entry> into) throws IOException {
        try (DirectoryStream<Path> names = Files.newDirectoryStream(root.resolve(path))) {
            for (Path child : names) {
                add(path, keyBefore, child, into);
            }
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void add(String path, String keyBefore, Path child, List<Entry> into) throws IOException {
        String name = child.getFileName().toString();
        String childPath = path.isEmpty() ? name : path + "/" + name;
        BasicFileAttributes known = known(child);
        if (known == null || name.equals(KeyPaths.INTERNAL)) {
            return;
        }
        String part = KeyPaths.decodeName(
                known.isRegularFile() && KeyPaths.isBesideFolder(name) ? name.substring(0, name.length() - 1) : name);
        if (part == null) {
            return;
        }
        if (known.isDirectory() && KeyPaths.isContinued(name)) {
            collect(childPath, keyBefore + part, into);
        } else if (known.isDirectory()) {
            into.add(new Entry(keyBefore + part + "/", childPath, true));
        } else if (known.isRegularFile() && isOurs(keyBefore + part, childPath)) {
            into.add(new Entry(keyBefore + part, childPath, false));
        }
    }

    /** A file whose name a key would not get is somebody else's. */
    private static boolean isOurs(String key, String path) {
        String encoded = KeyPaths.encode(key);
        return !key.isEmpty() && (path.equals(encoded) || path.equals(KeyPaths.besideFolder(encoded)));
    }

    private static @Nullable BasicFileAttributes known(Path child) throws IOException {
        try {
            return Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** A file with its key, or a folder with what its keys begin with. */
    private record Entry(String key, String path, boolean folder) {}
}
