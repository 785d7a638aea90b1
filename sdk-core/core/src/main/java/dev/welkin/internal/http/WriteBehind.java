package dev.welkin.internal.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Writes 64 KiB at a time to a socket, or all it has when it is flushed. */
final class WriteBehind extends OutputStream {
    private final BufferedSocket socket;
    private final boolean atOnce;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BufferedSocket.BUFFER_BYTES);

    /** Holds nothing back behind a call if it is to write at once. */
    WriteBehind(BufferedSocket socket, boolean atOnce) {
        this.socket = socket;
        this.atOnce = atOnce;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int count = Math.min(length - done, buffer.remaining());
            buffer.put(bytes, offset + done, count);
            done += count;
            if (!buffer.hasRemaining()) {
                flush();
            }
        }
        if (atOnce) {
            flush();
        }
    }

    @Override
    public void flush() throws IOException {
        buffer.flip();
        try {
            socket.send(buffer);
        } finally {
            buffer.clear();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
