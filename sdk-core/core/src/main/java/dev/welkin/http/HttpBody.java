package dev.welkin.http;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** What a request sends. Written once per attempt; a body that can be written only once says so. */
public interface HttpBody {
    /**
     * Returns the media type.
     *
     * @return for example {@code application/json}, or null to send no Content-Type
     */
    @Nullable String contentType();

    /**
     * Returns the length.
     *
     * @return bytes, or -1 if unknown (sent in chunks)
     */
    long lengthBytes();

    /**
     * Writes the body.
     *
     * @param out where to; not closed by this method
     * @throws IOException if writing fails
     */
    void writeTo(OutputStream out) throws IOException;

    /**
     * Tells whether the body can be written again after a first attempt has consumed it.
     *
     * @return true by default; false for a stream that is gone once read
     */
    default boolean repeatable() {
        return true;
    }

    /**
     * Tells whether the body lets its receiver act in the caller's name, as a password does. Such a body never travels
     * readable beyond this machine, as {@link HttpRequest#carriesCredentials} says.
     *
     * @return false by default
     */
    default boolean holdsCredentials() {
        return false;
    }

    /**
     * Makes a body of bytes.
     *
     * @param contentType the media type, or null
     * @param bytes what to send; not copied
     * @return a body that can be written any number of times
     */
    static HttpBody of(@Nullable String contentType, byte[] bytes) {
        return new HttpBody() {
            @Override
            public @Nullable String contentType() {
                return contentType;
            }

            @Override
            public long lengthBytes() {
                return bytes.length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(bytes);
            }
        };
    }
}
