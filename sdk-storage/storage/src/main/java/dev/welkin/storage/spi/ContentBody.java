package dev.welkin.storage.spi;

import dev.welkin.http.HttpBody;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * An object's bytes as the body of a request; they go to the socket without a copy of ours. Their media type stands in
 * a header field of the request.
 *
 * @param content the bytes, sent in chunks if their number is not known
 */
public record ContentBody(ObjectContent content) implements HttpBody {
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
