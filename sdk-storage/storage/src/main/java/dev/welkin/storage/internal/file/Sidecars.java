package dev.welkin.storage.internal.file;

import dev.welkin.spi.PrivateFolder;
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
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Records in files of their own. Two renames cannot be one, so a sidecar holds the record of the version that is there
 * and of the one that is coming; each names the size and time of its content file, which tell which one counts. So
 * whatever a crash leaves, content and record fit together.
 */
final class Sidecars {
    private static final String FOLDER = KeyPaths.INTERNAL + "/records";
    private static final String OF = "of ";

    private final PrivateFolder root;
    private final Durability durability;

    Sidecars(PrivateFolder root, Durability durability) {
        this.root = root;
        this.durability = durability;
    }

    void put(String key, Path draft, ObjectRecord record, @Nullable StoredFile before) throws IOException {
        FileTime time = differentTime(draft, before);
        String coming = block(record, Files.size(draft), time);
        String there = before == null
                ? ""
                : block(before.record(), before.known().size(), before.known().lastModifiedTime());
        PrivateFolder folder = root.folder(FOLDER);
        String name = UUID.randomUUID() + ".new";
        try (FileChannel file = folder.file(name, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap((there + coming).getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            durability.sync(file);
        }
        Files.move(folder.resolve(name), folder.resolve(name(key)), StandardCopyOption.ATOMIC_MOVE);
        durability.syncFolder(folder.path());
    }

    void remove(String key) throws IOException {
        Files.deleteIfExists(root.resolve(FOLDER + "/" + name(key)));
    }

    @Nullable ObjectRecord find(String key, BasicFileAttributes content) throws IOException {
        String text;
        try {
            text = Files.readString(root.resolve(FOLDER + "/" + name(key)));
        } catch (NoSuchFileException e) {
            return null;
        }
        String head = head(content.size(), content.lastModifiedTime());
        int at = text.indexOf(head);
        if (at < 0) {
            return null; // somebody else wrote the content
        }
        int end = text.indexOf("\n" + OF, at + head.length());
        return ObjectRecord.parse(text.substring(at + head.length(), end < 0 ? text.length() : end + 1));
    }

    private static String block(ObjectRecord record, long sizeBytes, FileTime time) {
        return head(sizeBytes, time) + record.text();
    }

    private static String head(long sizeBytes, FileTime time) {
        return OF + sizeBytes + " " + time + "\n";
    }

    /** Two versions of one size must not have one time, however coarse the file system's clock. */
    private static FileTime differentTime(Path draft, @Nullable StoredFile before) throws IOException {
        FileTime time = Files.getLastModifiedTime(draft);
        while (before != null && time.equals(before.known().lastModifiedTime())) {
            Files.setLastModifiedTime(draft, FileTime.from(time.toInstant().plusSeconds(2)));
            time = Files.getLastModifiedTime(draft);
        }
        return time;
    }

    static String name(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("every JDK has SHA-256", e);
        }
    }
}
