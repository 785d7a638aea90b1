package dev.welkin.storage.internal.crypto;

import java.io.IOException;
import java.io.InputStream;

/** Plain bytes as sealed frames, from a frame on, with or without the end. For one thread. */
final class SealingStream extends InputStream {
    private final InputStream text;
    private final Frames frames;
    private final boolean withEnd;
    private final byte[] buffer = new byte[Frames.FRAME_BYTES];
    private byte[] sealed = new byte[0];
    private int given;
    private long number;
    private boolean ended;

    SealingStream(InputStream text, Frames frames, long number, boolean withEnd) {
        this.text = text;
        this.frames = frames;
        this.number = number;
        this.withEnd = withEnd;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (given == sealed.length && !next()) {
            return -1;
        }
        int count = Math.min(length, sealed.length - given);
        System.arraycopy(sealed, given, into, offset, count);
        given += count;
        return count;
    }

    private boolean next() throws IOException {
        if (ended) {
            return false;
        }
        int count = text.readNBytes(buffer, 0, buffer.length);
        given = 0;
        if (count > 0) {
            sealed = frames.seal(number++, buffer, count);
            return true;
        }
        ended = true;
        sealed = withEnd ? frames.sealEnd(number) : new byte[0];
        return withEnd;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
