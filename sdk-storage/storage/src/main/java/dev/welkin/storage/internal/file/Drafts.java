package dev.welkin.storage.internal.file;

import dev.welkin.spi.PrivateFolder;
import dev.welkin.storage.spi.ObjectContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import java.util.zip.CRC32C;

/** Content on its way in: files that have no name as objects yet. */
final class Drafts {
    /** Nobody writes to a file for so long without touching it: who began it is dead. */
    static final Duration SAFE_AGE = Duration.ofDays(1);

    private static final int BUFFER = 64 << 10;

    private final PrivateFolder folder;
    private final Durability durability;

    Drafts(PrivateFolder root, Durability durability) {
        this.folder = root.folder(KeyPaths.INTERNAL + "/drafts");
        this.durability = durability;
    }

    /** Removes what killed processes left. */
    void clean() throws IOException {
        Instant before = Instant.now().minus(SAFE_AGE);
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder.path())) {
            for (Path draft : drafts) {
                if (Files.getLastModifiedTime(draft, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(before)) {
                    Files.deleteIfExists(draft);
                }
            }
        }
    }

    /** Writes and syncs content with the record that its size and checksum make. */
    Draft write(ObjectContent content, Function<Draft, Boolean> attach) throws IOException {
        String name = UUID.randomUUID().toString();
        Path path = folder.resolve(name);
        boolean written = false;
        try (InputStream in = content.open();
                FileChannel out = folder.file(name, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            CRC32C checksum = new CRC32C();
            long size = copy(in, out, checksum, content.sizeBytes());
            Draft draft = new Draft(path, size, (int) checksum.getValue(), false);
            boolean attached = attach.apply(draft);
            durability.sync(out);
            written = true;
            return new Draft(path, size, draft.crc32c(), attached);
        } finally {
            if (!written) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static long copy(InputStream in, FileChannel out, CRC32C checksum, long sizeHint) throws IOException {
        byte[] buffer = new byte[sizeHint < 0 ? BUFFER : (int) Math.max(1, Math.min(BUFFER, sizeHint))];
        long size = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            checksum.update(buffer, 0, count);
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            size += count;
        }
        return size;
    }

    /** A file that is whole; attached where it carries its record. */
    record Draft(Path path, long sizeBytes, int crc32c, boolean attached) {}
}
