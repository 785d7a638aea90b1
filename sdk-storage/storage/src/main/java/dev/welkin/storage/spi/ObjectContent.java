package dev.welkin.storage.spi;

import java.io.InputStream;

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
}
