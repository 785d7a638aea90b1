package dev.welkin.storage;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import dev.welkin.storage.internal.BodyStream;
import dev.welkin.storage.spi.ObjectBody;
import java.io.InputStream;
import java.util.Arrays;

/**
 * An open object: what is known of it, and its bytes to be read once. It stays the version that was opened, whatever is
 * written meanwhile. Close it. For one thread.
 */
public final class StoredObject implements AutoCloseable {
    private final ObjectBody body;
    private final BodyStream stream;
    private final long maxBytes;

    StoredObject(ObjectBody body, long maxBytes) {
        this.body = body;
        this.stream = new BodyStream(body);
        this.maxBytes = maxBytes;
    }

    /**
     * Returns what is known of the object.
     *
     * @return the version that is read; its size is that of the whole object
     */
    public ObjectInfo info() {
        return body.info();
    }

    /**
     * Returns which bytes the stream gives.
     *
     * @return offset and length
     */
    public ByteRange.Span span() {
        return body.span();
    }

    /**
     * Returns the bytes. Reading throws {@link CloudException}, not {@link java.io.IOException}: TRUNCATED if they end
     * too early, and, on backends that know a checksum, CORRUPTED instead of the last bytes if the whole object does
     * not match it.
     *
     * @return the one stream; closed with this object
     */
    public InputStream stream() {
        return stream;
    }

    /**
     * Reads the bytes into memory.
     *
     * @return the bytes that have not been read yet
     * @throws CloudException INVALID_ARGUMENT (reason {@code too_large}) if they are more than
     *     {@link GetOptions#maxBytes()}; TRUNCATED or CORRUPTED as {@link #stream()} says
     */
    public byte[] bytes() {
        long length = span().lengthBytes();
        if (length > Math.min(maxBytes, Integer.MAX_VALUE - 8)) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            "'" + Shown.of(info().key()) + "' has " + length + " bytes, more than the " + maxBytes
                                    + " allowed into memory: read its stream(), download it, ask for a range, or raise"
                                    + " GetOptions.maxBytes")
                    .reason("too_large")
                    .build();
        }
        byte[] bytes = new byte[(int) length];
        int read = stream.readFully(bytes);
        return read == bytes.length ? bytes : Arrays.copyOf(bytes, read);
    }

    /** Closes the stream; what was not read yet is lost. */
    @Override
    public void close() {
        stream.close();
    }
}
