package dev.welkin.storage.internal.cache;

import dev.welkin.CloudException;
import dev.welkin.spi.PrivateFolder;
import dev.welkin.spi.Shown;
import dev.welkin.storage.spi.ObjectBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files of whole objects in a private folder, the least recently used dropped first. A file is the content, a
 * {@link Footer}, and the footer's length; one that is damaged is dropped and fetched anew. What goes wrong with the
 * cache never fails a read. Safe for use by several threads.
 */
public final class DiskCache {
    private static final Logger LOG = LoggerFactory.getLogger(DiskCache.class);
    private static final String DRAFT = ".part";
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int MAX_FOOTER_BYTES = 1 << 20;

    private final Path folder;
    private final long maxBytes;
    private final Map<String, Long> sizes = new LinkedHashMap<>(16, 0.75f, true);
    private long total;

    private DiskCache(Path folder, long maxBytes) {
        this.folder = folder;
        this.maxBytes = maxBytes;
    }

    /** Opens a folder, with what an earlier program left there. */
    public static DiskCache open(Path folder, long maxBytes) {
        DiskCache cache = new DiskCache(PrivateFolder.open(folder).path(), maxBytes);
        try {
            cache.load();
        } catch (IOException e) {
            throw CloudException.of(
                    dev.welkin.ErrorCode.UNAVAILABLE, "The cache in " + Shown.of(folder) + " cannot be read: " + e, e);
        }
        return cache;
    }

    /** Finds a whole and undamaged copy, or null. The caller closes it. */
    @Nullable Kept find(String key) {
        String name = name(key);
        try {
            Kept kept = open(folder.resolve(name), key);
            touch(name);
            return kept;
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException | RuntimeException e) {
            LOG.debug("Dropped a damaged copy from the cache", e);
            drop(key);
            return null;
        }
    }

    /** Keeps what is read of a body, once all of it has been. */
    ObjectBody keeping(ObjectBody body) {
        if (body.info().sizeBytes() > maxBytes) {
            return body;
        }
        try {
            return body.withStream(new KeepingStream(body, Files.createTempFile(folder, "", DRAFT), this));
        } catch (IOException e) {
            LOG.warn("Nothing is cached in {}: {}", Shown.of(folder), e.toString());
            return body;
        }
    }

    void drop(String key) {
        try {
            dropFile(name(key));
        } catch (IOException e) {
            LOG.warn("A copy could not be dropped from the cache in {}: {}", Shown.of(folder), e.toString());
        }
    }

    /** Takes over a draft whose content is whole. */
    synchronized void keep(Path draft, Footer footer, FileChannel channel) throws IOException {
        byte[] bytes = footer.bytes();
        ByteBuffer end =
                ByteBuffer.allocate(bytes.length + Integer.BYTES).put(bytes).putInt(bytes.length);
        end.flip();
        while (end.hasRemaining()) {
            channel.write(end);
        }
        String name = name(footer.info().key());
        long size = channel.size();
        Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        Long before = sizes.put(name, size);
        total += size - (before == null ? 0 : before);
        evict();
    }

    private synchronized void evict() throws IOException {
        Iterator<Map.Entry<String, Long>> oldest = sizes.entrySet().iterator();
        while (total > maxBytes && oldest.hasNext()) {
            Map.Entry<String, Long> entry = oldest.next();
            Files.deleteIfExists(folder.resolve(entry.getKey()));
            total -= entry.getValue();
            oldest.remove();
        }
    }

    private synchronized void touch(String name) {
        sizes.get(name);
    }

    private synchronized void dropFile(String name) throws IOException {
        Long size = sizes.remove(name);
        total -= size == null ? 0 : size;
        Files.deleteIfExists(folder.resolve(name));
    }

    private synchronized void load() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.sorted(Comparator.comparing(DiskCache::lastUsed)).toList();
        }
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            if (name.endsWith(DRAFT)) {
                Files.deleteIfExists(file);
            } else {
                sizes.put(name, Files.size(file));
                total += Files.size(file);
            }
        }
        evict();
    }

    private static long lastUsed(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class)
                    .lastModifiedTime()
                    .toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    private static Kept open(Path file, String key) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        boolean whole = false;
        try {
            Footer footer = footer(channel);
            whole = footer.info().key().equals(key)
                    && checksum(channel, footer.info().sizeBytes()) == footer.crc32c();
            if (!whole) {
                throw new IOException("damaged");
            }
            return new Kept(footer.info(), channel);
        } finally {
            if (!whole) {
                channel.close();
            }
        }
    }

    private static Footer footer(FileChannel channel) throws IOException {
        long end = channel.size() - Integer.BYTES;
        int length = read(channel, end, Integer.BYTES).getInt();
        if (length < 0 || length > Math.min(end, MAX_FOOTER_BYTES)) {
            throw new IOException("damaged");
        }
        Footer footer = Footer.read(read(channel, end - length, length).array());
        if (footer.info().sizeBytes() != end - length) {
            throw new IOException("damaged");
        }
        return footer;
    }

    private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        if (at < 0 || channel.read(bytes, at) < length) {
            throw new IOException("damaged");
        }
        return bytes.flip();
    }

    private static int checksum(FileChannel channel, long length) throws IOException {
        CRC32C crc = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        for (long at = 0; at < length; ) {
            buffer.clear().limit((int) Math.min(BUFFER_BYTES, length - at));
            if (channel.read(buffer, at) < 0) {
                throw new IOException("damaged");
            }
            at += buffer.flip().limit();
            crc.update(buffer);
        }
        return (int) crc.getValue();
    }

    /** A key as a file's name: its SHA-256. */
    private static String name(String key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
