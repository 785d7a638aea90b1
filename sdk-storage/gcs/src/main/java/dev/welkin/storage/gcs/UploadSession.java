package dev.welkin.storage.gcs;

import dev.welkin.storage.spi.ObjectContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * A resumable upload that was begun. Its URL lets whoever has it write the object, so it is printed nowhere. Google
 * takes multiples of 256 KiB until the last bytes, so what a part has beyond them waits here for the end. Used by one
 * thread at a time.
 */
final class UploadSession {
    private final URI uri;
    private final CRC32C checksum = new CRC32C();
    private long takenBytes;
    private byte[] rest = {};

    UploadSession(URI uri) {
        this.uri = uri;
    }

    URI uri() {
        return uri;
    }

    /** How many bytes the parts had so far. */
    long takenBytes() {
        return takenBytes;
    }

    /** The last bytes, which were not sent yet. */
    byte[] rest() {
        return rest;
    }

    int checksum() {
        return (int) checksum.getValue();
    }

    /** Takes note of a part whose first bytes were stored. */
    void take(ObjectContent content, long storedBytes) {
        try {
            content.writeTo(new CheckedOutputStream(OutputStream.nullOutputStream(), checksum));
            int restBytes = (int) (content.sizeBytes() - storedBytes);
            if (restBytes > 0) {
                try (InputStream in = content.slice(storedBytes, restBytes).open()) {
                    rest = in.readAllBytes();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("content tells its failures as CloudException", e);
        }
        takenBytes += content.sizeBytes();
    }

    /** Prints nothing of the URL. */
    @Override
    public String toString() {
        return "UploadSession[" + takenBytes + " bytes]";
    }
}
