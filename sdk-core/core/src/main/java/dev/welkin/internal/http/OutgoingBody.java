package dev.welkin.internal.http;

import dev.welkin.http.HttpBody;
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
        OutputStream out = sink.outputStream();
        body.writeTo(out);
        out.flush();
    }
}
