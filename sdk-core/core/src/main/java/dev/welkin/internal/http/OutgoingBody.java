package dev.welkin.internal.http;

import dev.welkin.http.HttpBody;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** Our body as OkHttp's. */
final class OutgoingBody extends RequestBody {
    private final HttpBody body;

    OutgoingBody(HttpBody body) {
        this.body = body;
    }

    @Override
    public @Nullable MediaType contentType() {
        return null; // set as a header, so that it is sent as it was written
    }

    @Override
    public long contentLength() {
        return body.lengthBytes();
    }

    @Override
    public boolean isOneShot() {
        return !body.repeatable();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        body.writeTo(new Pieces(sink.outputStream()));
    }

    /** OkHttp copies all it is given at once; in pieces it needs a few buffers instead of a second body. */
    private static final class Pieces extends FilterOutputStream {
        Pieces(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int done = 0; done < length; done += BufferedSocket.BUFFER_BYTES) {
                out.write(bytes, offset + done, Math.min(BufferedSocket.BUFFER_BYTES, length - done));
            }
        }
    }
}
