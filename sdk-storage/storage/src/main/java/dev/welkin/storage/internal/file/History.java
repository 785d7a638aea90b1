package dev.welkin.storage.internal.file;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.PrivateFolder;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.VersionId;
import dev.welkin.storage.VersionToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was replaced or deleted, where versions are kept. The current version stays where it is; those before it, and
 * the marks of deletes, lie in a folder per key, numbered as they came. A content file there is a hard link of the
 * object's own: so keeping one copies nothing.
 *
 * <p>A version is kept before the next one takes its place, so there is a moment, and after a crash more than that,
 * when it is both. So an entry with the token of the current version does not count, nor does what came behind it: that
 * is a write or a delete which was never acknowledged. The next writer of the key removes them.
 *
 * <p>Callers hold the key's lock, except for {@link #keys}.
 */
final class History {
    static final String FOLDER = KeyPaths.INTERNAL + "/versions";

    private static final String KEY = "key";
    private static final Pattern ENTRY = Pattern.compile("([0-9a-f]{16})_([0-9a-f-]+)(_deleted)?");

    private final PrivateFolder root;
    private final Durability durability;
    private final Records records;

    History(PrivateFolder root, Durability durability, Records records) {
        this.root = root;
        this.durability = durability;
        this.records = records;
    }

    /** Returns the keys that have a history. */
    SortedSet<String> keys(SortedSet<String> into, String prefix) throws IOException {
        Path folder = root.resolve(FOLDER);
        for (Path one : Files.isDirectory(folder) ? subfolders(folder) : List.<Path>of()) {
            String key = keyOf(one);
            if (key != null && key.startsWith(prefix)) {
                into.add(key);
            }
        }
        return into;
    }

    /** Null where the folder was just begun, or just ended. */
    private static @Nullable String keyOf(Path folder) throws IOException {
        try {
            return Files.readString(folder.resolve(KEY));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Returns what was before the current version, newest first. */
    List<Kept> before(String key, @Nullable StoredFile current) throws IOException {
        List<Kept> all = all(key);
        int repeated = repeated(all, current);
        return all.subList(repeated + 1, all.size());
    }

    /** Keeps the version that is there, which is about to be replaced or deleted. */
    void keep(String key, StoredFile current) throws IOException {
        clean(key, current);
        Path link = begin(key).resolve(name(all(key), current.token().value()));
        records.keep(recordKey(key, current.token().value()), current);
        try {
            Files.createLink(link, current.path());
        } catch (UnsupportedOperationException e) {
            throw CloudException.of(
                    ErrorCode.UNSUPPORTED,
                    "The file system of " + root.path() + " has no hard links, which versions=true needs. Turn versions"
                            + " off, or put the bucket elsewhere",
                    e);
        }
        durability.syncFolder(folder(key));
    }

    /** Leaves the mark of a delete, behind the version that {@link #keep} kept. */
    void mark(String key) throws IOException {
        String token = UUID.randomUUID().toString();
        PrivateFolder folder = begin(key);
        folder.file(name(all(key), token) + "_deleted", StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
                .close();
        durability.syncFolder(folder.path());
    }

    /** Makes another name of a kept content, which can be renamed to where the object belongs. */
    Path link(String key, Kept kept) throws IOException {
        Path link = folder(key).resolve(UUID.randomUUID() + ".new");
        return Files.createLink(link, kept.path());
    }

    /** Removes versions or marks for good. */
    void remove(String key, Kept... gone) throws IOException {
        for (Kept one : gone) {
            Files.deleteIfExists(one.path());
            records.remove(recordKey(key, one.token()));
        }
        Path folder = folder(key);
        if (Files.isDirectory(folder) && all(key).isEmpty()) {
            end(folder);
        } else if (Files.isDirectory(folder)) {
            durability.syncFolder(folder);
        }
    }

    /** Removes what a killed writer left, so that what is left was all before the current version. */
    void clean(String key, @Nullable StoredFile current) throws IOException {
        List<Kept> all = all(key);
        for (Kept one : all.subList(0, repeated(all, current) + 1)) {
            Files.deleteIfExists(one.path());
            records.remove(recordKey(key, one.token()));
        }
    }

    /** Reads a kept content as the object it was. */
    StoredFile read(String key, Kept kept) throws IOException {
        return records.read(recordKey(key, kept.token()), kept.path());
    }

    private static int repeated(List<Kept> all, @Nullable StoredFile current) {
        for (int i = 0; current != null && i < all.size(); i++) {
            if (!all.get(i).deleted()
                    && all.get(i).token().equals(current.token().value())) {
                return i;
            }
        }
        return -1;
    }

    private List<Kept> all(String key) throws IOException {
        List<Kept> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(key))) {
            for (Path file : files) {
                Matcher name = ENTRY.matcher(file.getFileName().toString());
                if (name.matches()) {
                    all.add(new Kept(Long.parseLong(name.group(1), 16), name.group(2), name.group(3) != null, file));
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        all.sort(Comparator.comparingLong(Kept::number).reversed());
        return all;
    }

    private static String name(List<Kept> newestFirst, String token) {
        long number = newestFirst.isEmpty() ? 1 : newestFirst.get(0).number() + 1;
        return HexFormat.of().toHexDigits(number) + "_" + token;
    }

    /** Makes the key's folder, with the key in it, and makes both durable. */
    private PrivateFolder begin(String key) throws IOException {
        Path there = folder(key).resolve(KEY);
        PrivateFolder folder = root.folder(FOLDER + "/" + Sidecars.name(key));
        if (!Files.exists(there)) {
            Path draft = folder.resolve(KEY + ".new");
            try (FileChannel file = folder.file(
                    KEY + ".new",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(key.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
                durability.sync(file);
            }
            Files.move(draft, there, StandardCopyOption.ATOMIC_MOVE);
            durability.syncFolder(folder.path());
            durability.syncFolder(root.resolve(FOLDER));
            durability.syncFolder(root.resolve(KeyPaths.INTERNAL));
        }
        return folder;
    }

    private static void end(Path folder) throws IOException {
        try (DirectoryStream<Path> rest = Files.newDirectoryStream(folder)) {
            for (Path file : rest) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    private static List<Path> subfolders(Path folder) throws IOException {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(all::add);
        }
        return all;
    }

    private Path folder(String key) {
        return root.resolve(FOLDER + "/" + Sidecars.name(key));
    }

    /** Records that lie beside are found by key; no key holds a NUL. */
    private static String recordKey(String key, String token) {
        return key + '\0' + token;
    }

    /** A version that is not the current one, or the mark of a delete. */
    record Kept(long number, String token, boolean deleted, Path path) {
        boolean is(VersionId version) {
            return token.equals(version.value());
        }

        /** What a mark shows of itself. */
        ObjectInfo mark(String key) throws IOException {
            return new ObjectInfo(
                    key,
                    0,
                    new VersionToken(token),
                    Files.getLastModifiedTime(path).toInstant(),
                    ObjectAttributes.NONE,
                    new VersionId(token));
        }
    }
}
