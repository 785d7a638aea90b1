package dev.welkin.storage.azure;

import dev.welkin.http.HttpBody;
import dev.welkin.storage.spi.ObjectContent;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * An object's bytes as the body of a request; their media type stands in a header of its own.
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
