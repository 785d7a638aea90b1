package dev.welkin.storage.internal.file;

import dev.welkin.CloudException;
import dev.welkin.call.Attempt;
import dev.welkin.spi.PrivateFolder;
import dev.welkin.spi.Shown;
import dev.welkin.storage.internal.BucketErrors;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.BucketsDriver;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Buckets that are folders of one folder. */
final class FileBuckets implements BucketsDriver {
    private final Path root;
    private final Durability durability;
    private final boolean keepVersions;

    FileBuckets(Path root, Durability durability, boolean keepVersions) {
        this.root = root;
        this.durability = durability;
        this.keepVersions = keepVersions;
    }

    @Override
    public void create(String name, Attempt attempt) {
        Path folder = root.resolve(name);
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw BucketErrors.exists(name);
        }
        try {
            PrivateFolder.open(root).folder(name);
            durability.syncFolder(root);
        } catch (IOException e) {
            throw failed("create", name, e);
        }
    }

    @Override
    public List<String> list(Attempt attempt) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(f -> Files.isDirectory(f, LinkOption.NOFOLLOW_LINKS))
                    .map(f -> f.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw failed("list", "", e);
        }
    }

    @Override
    public void delete(String name, Attempt attempt) {
        Path folder = root.resolve(name);
        try {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            deleteEmpty(name, folder);
            durability.syncFolder(root);
        } catch (IOException e) {
            throw failed("delete", name, e);
        }
    }

    @Override
    public BucketDriver open(String name) {
        return new FileBucket(root.resolve(name), durability, keepVersions);
    }

    @Override
    public void close() {}

    /**
     * Removes folders and the store's own files; a kept version or any other file, whoever wrote it, keeps the bucket.
     */
    private static void deleteEmpty(String name, Path folder) throws IOException {
        if (holdsFiles(folder)) {
            throw BucketErrors.notEmpty(name);
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (DirectoryNotEmptyException e) {
            throw BucketErrors.notEmpty(name); // written to meanwhile
        }
    }

    private static boolean holdsFiles(Path folder) throws IOException {
        Path internal = folder.resolve(KeyPaths.INTERNAL);
        Path versions = folder.resolve(History.FOLDER);
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.anyMatch(path -> (!path.startsWith(internal) || path.startsWith(versions))
                    && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS));
        }
    }

    private CloudException failed(String verb, String name, IOException e) {
        return FileErrors.of(verb + " bucket '" + name + "' in " + Shown.of(root), e, false);
    }
}
