package dev.welkin.storage.jclouds;

import dev.welkin.http.HttpBody;
import dev.welkin.storage.spi.ObjectContent;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * An object's bytes as the body of a request, counted where their number is not known before; their media type stands
 * in a header of its own.
 */
final class CountedBody implements HttpBody {
    private final ObjectContent content;
    private volatile long written;

    CountedBody(ObjectContent content) {
        this.content = content;
    }

    /** Returns how many bytes the last attempt has written. */
    long writtenBytes() {
        return content.sizeBytes() < 0 ? written : content.sizeBytes();
    }

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
        if (content.sizeBytes() >= 0) {
            content.writeTo(out);
            return;
        }
        Counter counter = new Counter(out);
        content.writeTo(counter);
        written = counter.count;
    }

    @Override
    public boolean repeatable() {
        return content.repeatable();
    }

    private static final class Counter extends FilterOutputStream {
        private long count;

        Counter(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }
    }
}
