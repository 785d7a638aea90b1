package dev.welkin.storage.s3;

import dev.welkin.storage.spi.ObjectContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Bytes of our own. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BytesContent(byte[] bytes) implements ObjectContent {
    @Override
    public long sizeBytes() {
        return bytes.length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }

    /** Reads a stream that has to be read twice. */
    static BytesContent of(ObjectContent content) {
        try (InputStream in = content.open()) {
            return new BytesContent(in.readAllBytes());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("content tells its failures as CloudException", e);
        }
    }
}
