package dev.welkin.ai.models;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.StoredObject;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One published version and its files, which are fetched when asked for. Safe for use by several threads. */
public final class PublishedModel {
    /** The most bytes of a file that is read into memory: 1 GiB. */
    public static final int MAX_MEMORY_BYTES = 1 << 30;

    private static final Logger LOG = LoggerFactory.getLogger(PublishedModel.class);

    private final ModelManifest manifest;
    private final Bucket bucket;
    private final @Nullable ModelCache cache;

    PublishedModel(ModelManifest manifest, Bucket bucket, @Nullable ModelCache cache) {
        this.manifest = manifest;
        this.bucket = bucket;
        this.cache = cache;
    }

    /**
     * Returns what this version is.
     *
     * @return the manifest
     */
    public ModelManifest manifest() {
        return manifest;
    }

    /**
     * Reads a file into memory and checks it. Where the cache folder can't be written or read, the file comes from the
     * bucket, with a warning in the log.
     *
     * @param name the file's name in the manifest
     * @return its bytes, of the size and SHA-256 that the manifest says
     * @throws CloudException NOT_FOUND if the manifest does not name it; CORRUPTED (reason {@code sha256}) if the bytes
     *     are others or gone; UNSUPPORTED above {@link #MAX_MEMORY_BYTES}
     */
    public byte[] bytes(String name) {
        ModelFile file = manifest.file(name);
        if (file.sizeBytes() > MAX_MEMORY_BYTES) {
            throw CloudException.of(
                    ErrorCode.UNSUPPORTED,
                    "'" + name + "' of " + manifest.reference() + " has " + file.sizeBytes()
                            + " bytes, too many for memory; use path() with a registry that caches on disk");
        }
        return cache == null ? download(file) : readCached(file, cache);
    }

    /**
     * Returns a checked copy of a file on this machine, for engines that open files.
     *
     * @param name the file's name in the manifest
     * @return where it is; it may be taken away when the cache needs room, so open it soon
     * @throws CloudException as {@link #bytes}; UNSUPPORTED if the registry has no cache folder; UNAVAILABLE (reason
     *     {@code cache}) if the folder is full or can't be written
     */
    public Path path(String name) {
        ModelFile file = manifest.file(name);
        return Optional.ofNullable(cache)
                .orElseThrow(() -> CloudException.of(
                        ErrorCode.UNSUPPORTED,
                        "A path of '" + name + "' was asked for, but this registry has no cache folder; open it with"
                                + " ModelRegistry.on(bucket).cachedIn(folder), or use bytes()"))
                .file(file, key(file), () -> open(file));
    }

    private byte[] download(ModelFile file) {
        try (InputStream in = open(file)) {
            return FileCheck.require(BoundedRead.atMost(in, (int) file.sizeBytes() + 1, key(file)), file, key(file));
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private byte[] readCached(ModelFile file, ModelCache files) {
        try {
            Path path = files.file(file, key(file), () -> open(file));
            return FileCheck.require(Files.readAllBytes(path), file, path.toString());
        } catch (IOException e) {
            return withoutCache(file, e);
        } catch (CloudException e) {
            if (!e.reason().equals(ModelCache.FAILED)) {
                throw e;
            }
            return withoutCache(file, e);
        }
    }

    /** A full disk costs time and not the model. */
    private byte[] withoutCache(ModelFile file, Exception failure) {
        LOG.warn("'{}' is read past the cache: {}", key(file), failure.toString());
        return download(file);
    }

    private InputStream open(ModelFile file) {
        try {
            StoredObject object = bucket.get(key(file));
            return new FilterInputStream(object.stream()) {
                @Override
                public void close() {
                    object.close();
                }
            };
        } catch (CloudException e) {
            throw e.code() == ErrorCode.NOT_FOUND ? gone(file, e) : e;
        }
    }

    private String key(ModelFile file) {
        return RegistryKeys.file(manifest, file.name());
    }

    private CloudException gone(ModelFile file, CloudException cause) {
        return CloudException.of(
                ErrorCode.CORRUPTED,
                manifest.reference() + " names the file '" + file.name() + "', but '" + key(file)
                        + "' is not there; publish the model again, or roll the alias back",
                cause);
    }

    private CloudException failed(ModelFile file, IOException e) {
        return CloudException.of(ErrorCode.UNAVAILABLE, "Reading '" + key(file) + "' failed: " + e, e);
    }
}
