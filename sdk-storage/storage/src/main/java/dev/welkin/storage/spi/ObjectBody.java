package dev.welkin.storage.spi;

import dev.welkin.storage.ByteRange;
import dev.welkin.storage.ObjectInfo;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * An open object.
 *
 * @param info the version that is read, with its attributes; the size is that of the whole object
 * @param span the bytes that the stream gives
 * @param stream the bytes; an {@link java.io.IOException} of it means that the connection broke
 * @param crc32c the checksum of the whole object, where it is known; the portable type checks it when all is read
 */
public record ObjectBody(
        ObjectInfo info,
        ByteRange.Span span,
        InputStream stream,
        @Nullable Integer crc32c) {
    /**
     * Returns this body with another stream of the same bytes.
     *
     * @param value the stream
     * @return a new body
     */
    public ObjectBody withStream(InputStream value) {
        return new ObjectBody(info, span, value, crc32c);
    }

    /**
     * Returns this body with the checksum of its object.
     *
     * @param value CRC-32C of the whole object, or null where it is not known
     * @return a new body
     */
    public ObjectBody withCrc32c(@Nullable Integer value) {
        return new ObjectBody(info, span, stream, value);
    }

    /**
     * Returns this body under another key, as decorators need it.
     *
     * @param value the key
     * @return a new body
     */
    public ObjectBody withKey(String value) {
        return new ObjectBody(info.withKey(value), span, stream, crc32c);
    }
}
