package dev.welkin.storage.gcs;

import dev.welkin.http.HttpBody;
import dev.welkin.storage.spi.ObjectContent;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A part of an object's bytes as the body of a request; the media type was told when the upload began.
 *
 * @param content the bytes, of known length
 */
record ContentBody(ObjectContent content) implements HttpBody {
    @Override
    public @Nullable String contentType() {
        return null;
    }

    @Override
    public long lengthBytes() {
        return content.sizeBytes();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        content.writeTo(out);
    }

    @Override
    public boolean repeatable() {
        return content.repeatable();
    }
}
