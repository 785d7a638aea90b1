package dev.welkin.storage.internal.crypto;

import java.io.IOException;
import java.io.InputStream;

/** Sealed frames as plain bytes: from a frame on, so many bytes, and the end where they reach it. For one thread. */
final class OpeningStream extends InputStream {
    private final InputStream sealed;
    private final Frames frames;
    private final long objectBytes;
    private final byte[] buffer = new byte[Frames.SEALED_BYTES];
    private byte[] text = new byte[0];
    private int given;
    private long skip;
    private long left;
    private long number;

    /** Gives bytes of an object of so many; the sealed stream begins at the frame that holds the first of them. */
    OpeningStream(InputStream sealed, Frames frames, long objectBytes, long offset, long length) {
        this.sealed = sealed;
        this.frames = frames;
        this.objectBytes = objectBytes;
        this.number = offset / Frames.FRAME_BYTES;
        this.skip = offset % Frames.FRAME_BYTES;
        this.left = length;
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
        if (left == 0) {
            checkEmpty();
            return -1;
        }
        if (given == text.length) {
            next();
        }
        int count = (int) Math.min(Math.min(length, text.length - given), left);
        System.arraycopy(text, given, into, offset, count);
        given += count;
        left -= count;
        return count;
    }

    private void next() throws IOException {
        long begin = number * Frames.FRAME_BYTES;
        int length = (int) Math.min(Frames.FRAME_BYTES, objectBytes - begin);
        text = frames.open(number, buffer, take(length + Gcm.OVERHEAD_BYTES));
        number++;
        given = (int) skip;
        skip = 0;
        if (begin + length == objectBytes) {
            frames.requireEnd(number, buffer, take(Frames.END_BYTES));
        }
    }

    /** An empty object has an end all the same. */
    private void checkEmpty() throws IOException {
        if (objectBytes == 0 && number == 0) {
            frames.requireEnd(0, buffer, take(Frames.END_BYTES));
            number = 1;
        }
    }

    private int take(int length) throws IOException {
        int count = sealed.readNBytes(buffer, 0, length);
        if (count < length) {
            throw new IOException("ended after " + count + " of the " + length + " bytes of a frame");
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        sealed.close();
    }
}
