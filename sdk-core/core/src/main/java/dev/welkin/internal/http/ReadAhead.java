package dev.welkin.internal.http;

import java.io.IOException;
import java.io.InputStream;

/** Reads 64 KiB at a time from a socket. Unlike BufferedInputStream it never asks how much is available. */
final class ReadAhead extends InputStream {
    private final InputStream socket;
    private final byte[] buffer = new byte[BufferedSocket.BUFFER_BYTES];
    private int at;
    private int end;

    ReadAhead(InputStream socket) {
        this.socket = socket;
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (at == end && length >= buffer.length) {
            return socket.read(bytes, offset, length);
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, end - at);
        System.arraycopy(buffer, at, bytes, offset, count);
        at += count;
        return count;
    }

    @Override
    public int available() throws IOException {
        return end - at + socket.available();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private boolean fill() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, socket.read(buffer, 0, buffer.length));
        }
        return at < end;
    }
}
