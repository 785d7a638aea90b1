package dev.welkin.ai.models;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.PrivateFolder;
import dev.welkin.spi.Shown;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Model files on this machine, named by their SHA-256, in a folder for its owner alone. Every use checks the bytes
 * again. Several threads and processes may share a folder: a file appears whole, by a rename.
 */
final class ModelCache {
    /** The reason of an error that is the folder's and not the model's. */
    static final String FAILED = "cache";

    private static final String PART = ".part";

    private final PrivateFolder folder;
    private final long maxBytes;

    ModelCache(Path folder, long maxBytes) {
        if (maxBytes < 1) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, "A cache of " + maxBytes + " bytes holds nothing");
        }
        this.folder = PrivateFolder.open(folder);
        this.maxBytes = maxBytes;
    }

    /** Returns a checked file, fetching it first if need be. */
    Path file(ModelFile file, String key, Supplier<InputStream> source) {
        Path path = folder.path().resolve(file.sha256());
        try {
            if (Files.exists(path)) {
                checkKept(path, file, key);
            } else {
                fetch(path, file, key, source);
            }
            evictAllBut(path);
            return path;
        } catch (IOException e) {
            throw CloudException.builder(
                            ErrorCode.UNAVAILABLE,
                            "The model cache " + Shown.of(folder) + " can't keep '" + key + "': " + e
                                    + ". Make room or give rights there, or name another folder with cachedIn.")
                    .reason(FAILED)
                    .cause(e)
                    .build();
        }
    }

    private void checkKept(Path path, ModelFile file, String key) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            FileCheck.copy(in, OutputStream.nullOutputStream(), file, key + " in the cache " + Shown.of(folder));
            Files.setLastModifiedTime(path, FileTime.from(Instant.now()));
        } catch (CloudException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    private void fetch(Path path, ModelFile file, String key, Supplier<InputStream> source) throws IOException {
        String name = file.sha256() + "." + UUID.randomUUID() + PART;
        Path part = folder.path().resolve(name);
        try (InputStream in = source.get();
                FileChannel channel = folder.file(name, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            FileCheck.copy(in, Channels.newOutputStream(channel), file, key);
            channel.force(true);
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** The least lately used go first; the file asked for stays even if it alone is more than the limit. */
    private synchronized void evictAllBut(Path kept) throws IOException {
        List<Path> byAge;
        try (Stream<Path> files = Files.list(folder.path())) {
            byAge = files.filter(f -> !f.toString().endsWith(PART))
                    .sorted(Comparator.comparing(ModelCache::usedAt))
                    .toList();
        }
        long total = 0;
        for (Path file : byAge) {
            total += size(file);
        }
        for (Path file : byAge) {
            if (total > maxBytes && !file.equals(kept)) {
                total -= size(file);
                Files.deleteIfExists(file);
            }
        }
    }

    private static FileTime usedAt(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0); // another process took it away meanwhile
        }
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
