package dev.welkin.storage.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import dev.welkin.storage.ObjectInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Compares what was received with what was stored. */
public final class Checksums {
    private static final int BUFFER_BYTES = 64 << 10;

    private Checksums() {}

    /** Requires a file to hold the object, where its checksum is known. */
    public static void require(FileChannel file, ObjectInfo info, @Nullable Integer expected) {
        if (expected == null) {
            return;
        }
        CRC32C checksum = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try {
            for (long at = 0; file.read(buffer, at) >= 0; buffer.clear()) {
                at += buffer.flip().limit();
                checksum.update(buffer);
            }
        } catch (IOException e) {
            throw CloudException.of(ErrorCode.UNAVAILABLE, "The download cannot be read again: " + e, e);
        }
        require(info, expected, (int) checksum.getValue());
    }

    /** Requires two checksums to be the same. */
    public static void require(ObjectInfo info, int expected, int actual) {
        if (actual != expected) {
            throw CloudException.of(
                    ErrorCode.CORRUPTED,
                    String.format(
                            "The object '%s' of %d bytes has the checksum %08x, but was stored with %08x: its bytes"
                                    + " changed where they lie or on the way. Restore it from another copy and check"
                                    + " the disk.",
                            Shown.of(info.key()), info.sizeBytes(), actual, expected));
        }
    }
}
