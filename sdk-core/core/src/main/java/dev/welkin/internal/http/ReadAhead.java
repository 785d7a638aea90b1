package dev.welkin.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads 64 KiB at a time from a socket. Unlike BufferedInputStream it never asks how much is available. */
final class ReadAhead extends InputStream {
    private final BufferedSocket socket;
    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(BufferedSocket.BUFFER_BYTES).limit(0);

    ReadAhead(BufferedSocket socket) {
        this.socket = socket;
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(bytes, offset, count);
        return count;
    }

    @Override
    public int available() throws IOException {
        return buffer.remaining() + socket.available();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private boolean fill() throws IOException {
        if (buffer.hasRemaining()) {
            return true;
        }
        buffer.clear();
        try {
            socket.receive(buffer);
        } finally {
            buffer.flip();
        }
        return buffer.hasRemaining();
    }
}
