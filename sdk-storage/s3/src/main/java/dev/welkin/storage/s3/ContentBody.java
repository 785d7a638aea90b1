package dev.welkin.storage.s3;

import dev.welkin.http.HttpBody;
import dev.welkin.storage.spi.ObjectContent;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Content as the body of a request; it goes to the socket without a copy of ours. */
record ContentBody(ObjectContent content) implements HttpBody {
    @Override
    public @Nullable String contentType() {
        return null; // a header of the request
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
