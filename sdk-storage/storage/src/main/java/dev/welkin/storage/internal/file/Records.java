package dev.welkin.storage.internal.file;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.PrivateFolder;
import dev.welkin.spi.Shown;
import dev.welkin.storage.ObjectAttributes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each object's record. It lies in an extended attribute of the content file: so one fsync and one rename make
 * both durable and visible together, at the cost of the content alone. Where the file system has no such attributes, or
 * the record is too long for one, it lies in a sidecar, see {@link Sidecars}.
 */
final class Records {
    private static final String ATTRIBUTE = "welkin";

    private final Durability durability;
    private final Sidecars sidecars;

    Records(PrivateFolder root, Durability durability) {
        this.durability = durability;
        this.sidecars = new Sidecars(root, durability);
    }

    /** Puts a record into a file that is not visible yet; false where it must go beside. */
    boolean attach(Path draft, ObjectRecord record) {
        UserDefinedFileAttributeView view = view(draft);
        if (view == null) {
            return false;
        }
        try {
            view.write(ATTRIBUTE, ByteBuffer.wrap(record.text().getBytes(StandardCharsets.UTF_8)));
            return true;
        } catch (IOException e) {
            return false; // not supported there, or too long: the sidecar takes it
        }
    }

    /** Makes the record of a draft findable before the draft gets its name; the key's lock is held. */
    void putBeside(String key, Path draft, ObjectRecord record, @Nullable StoredFile before) throws IOException {
        sidecars.put(key, draft, record, before);
    }

    /** Replaces the record of a file that is visible; the key's lock is held. */
    void replace(String key, StoredFile file, ObjectRecord record) throws IOException {
        if (attached(file.path()) == null || !attach(file.path(), record)) {
            throw CloudException.of(
                    ErrorCode.UNSUPPORTED,
                    "The tags of '" + Shown.of(key)
                            + "' cannot be changed: this file system keeps no extended attributes, or they would be"
                            + " too long. Put the object again with its tags.");
        }
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            durability.sync(channel);
        }
    }

    /** Makes the record of a file findable under another key too, where it does not carry it. */
    void keep(String key, StoredFile file) throws IOException {
        if (attached(file.path()) == null) {
            sidecars.put(key, file.path(), file.record(), null);
        }
    }

    /** Makes the record of an older version findable by its key before its file gets that name back. */
    void bringBack(String key, StoredFile older, Path draft, @Nullable StoredFile before) throws IOException {
        if (attached(draft) == null) {
            sidecars.put(key, draft, older.record(), before);
        }
    }

    /** Removes what lies beside an object that is gone. */
    void remove(String key) throws IOException {
        sidecars.remove(key);
    }

    /** Reads what is known of a file; NoSuchFileException where it is gone. */
    StoredFile read(String key, Path file) throws IOException {
        BasicFileAttributes known = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!known.isRegularFile()) {
            throw new NoSuchFileException(file.toString());
        }
        ObjectRecord record = attached(file);
        if (record == null) {
            record = sidecars.find(key, known);
        }
        return new StoredFile(file, record == null ? foreign(known) : record, known);
    }

    private static @Nullable ObjectRecord attached(Path file) throws IOException {
        UserDefinedFileAttributeView view = view(file);
        if (view == null) {
            return null;
        }
        try {
            ByteBuffer bytes = ByteBuffer.allocate(view.size(ATTRIBUTE));
            view.read(ATTRIBUTE, bytes);
            return ObjectRecord.parse(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            return null; // has none
        }
    }

    /** A file that somebody else put there: an object all the same, with a token of its size, time and place. */
    private static ObjectRecord foreign(BasicFileAttributes known) {
        String nonce = Integer.toHexString(String.valueOf(known.fileKey()).hashCode()) + "-"
                + known.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS) + "-" + known.size();
        return new ObjectRecord(0, nonce, known.size(), null, ObjectAttributes.NONE, Map.of());
    }

    private static @Nullable UserDefinedFileAttributeView view(Path file) {
        return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }
}
