package dev.welkin.storage.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import dev.welkin.storage.spi.ObjectContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The kinds of content a user can give. */
public final class Contents {
    private Contents() {}

    /** Content of bytes, not copied. */
    public static ObjectContent of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** Content of some bytes of an array, not copied. */
    public static ObjectContent of(byte[] bytes, int offset, int length) {
        return new BytesContent(bytes, offset, length);
    }

    /** Content of a file, opened anew for each attempt. */
    public static ObjectContent of(Path file) {
        if (!Files.isRegularFile(file)) {
            throw CloudException.of(
                    Files.exists(file) ? ErrorCode.INVALID_ARGUMENT : ErrorCode.NOT_FOUND,
                    "The file to put, " + Shown.of(file) + ", is not there or no regular file");
        }
        return new FileContent(file, 0, size(file));
    }

    /** Content of a stream, for one attempt; -1 for an unknown length. */
    public static ObjectContent of(InputStream stream, long sizeBytes) {
        return new StreamContent(stream, sizeBytes);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static CloudException unreadable(Path file, IOException e) {
        ErrorCode code = e instanceof NoSuchFileException ? ErrorCode.NOT_FOUND : ErrorCode.PERMISSION_DENIED;
        return CloudException.of(code, "The file to put, " + Shown.of(file) + ", cannot be read: " + e, e);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record BytesContent(byte[] bytes, int offset, int length) implements ObjectContent {
        @Override
        public long sizeBytes() {
            return length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes, offset, length);
        }

        @Override
        public ObjectContent slice(long from, long lengthBytes) {
            return new BytesContent(bytes, offset + (int) from, (int) lengthBytes);
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public boolean repeatable() {
            return true;
        }
    }

    private record FileContent(Path file, long offset, long sizeBytes) implements ObjectContent {
        @Override
        public InputStream open() {
            try {
                return new SourceStream(openFile(), sizeBytes, true);
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }

        private InputStream openFile() throws IOException {
            SeekableByteChannel channel = Files.newByteChannel(file);
            try {
                return Channels.newInputStream(channel.position(offset));
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }

        @Override
        public ObjectContent slice(long from, long lengthBytes) {
            return new FileContent(file, offset + from, lengthBytes);
        }

        @Override
        public boolean repeatable() {
            return true;
        }
    }

    private static final class StreamContent implements ObjectContent {
        private final InputStream stream;
        private final long sizeBytes;

        StreamContent(InputStream stream, long sizeBytes) {
            this.stream = stream;
            this.sizeBytes = sizeBytes;
        }

        @Override
        public long sizeBytes() {
            return sizeBytes;
        }

        @Override
        public InputStream open() {
            return new SourceStream(stream, sizeBytes, false);
        }

        @Override
        public boolean repeatable() {
            return false;
        }
    }
}
