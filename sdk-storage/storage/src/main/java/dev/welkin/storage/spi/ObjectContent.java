package dev.welkin.storage.spi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The bytes of a write. Read by one thread at a time. */
public interface ObjectContent {
    /**
     * Returns the length.
     *
     * @return bytes, or -1 if unknown until the stream ends
     */
    long sizeBytes();

    /**
     * Opens the bytes. The stream gives exactly {@link #sizeBytes}, where that is known; what goes wrong with the
     * caller's source is a {@link dev.welkin.CloudException}, which the driver lets pass.
     *
     * @return a stream; the driver closes it
     */
    InputStream open();

    /**
     * Tells whether the bytes can be opened again.
     *
     * @return false for a caller's stream
     */
    boolean repeatable();

    /**
     * Returns a part of bytes that can be opened again.
     *
     * @param offset the first byte
     * @param lengthBytes how many
     * @return the part; repeatable too
     * @throws UnsupportedOperationException if the bytes cannot be opened again, or not from a place within
     */
    default ObjectContent slice(long offset, long lengthBytes) {
        throw new UnsupportedOperationException(getClass().getName() + " cannot be sliced");
    }

    /**
     * Writes all of the bytes somewhere, with as few copies as the content allows.
     *
     * @param out where to; not closed
     * @throws IOException if {@code out} fails
     */
    default void writeTo(OutputStream out) throws IOException {
        try (InputStream in = open()) {
            in.transferTo(out);
        }
    }
}
