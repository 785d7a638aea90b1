package dev.welkin.storage.internal.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/** A bounded pipe from one thread to another; either end can break it, and the other is told why. */
public final class Pipe {
    private static final int BUFFER_BYTES = 256 << 10;

    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int from;
    private int count;
    private boolean ended;
    private boolean readerGone;
    private @Nullable String broken;

    /** Makes an empty pipe. */
    public Pipe() {}

    /** Writes bytes as the reader takes them; returns false if the reader is gone. */
    public synchronized boolean write(byte[] bytes, int offset, int length) throws InterruptedException {
        int done = 0;
        while (done < length) {
            while (count == buffer.length && !readerGone) {
                wait();
            }
            if (readerGone) {
                return false;
            }
            int to = (from + count) % buffer.length;
            int some = Math.min(length - done, Math.min(buffer.length - count, buffer.length - to));
            System.arraycopy(bytes, offset + done, buffer, to, some);
            count += some;
            done += some;
            notifyAll();
        }
        return !readerGone;
    }

    /** Says that nothing more comes. */
    public synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Says that the content is broken: reading it fails. */
    public synchronized void fail(String why) {
        broken = why;
        notifyAll();
    }

    /** Says that nobody reads any more. */
    public synchronized void abandon() {
        readerGone = true;
        notifyAll();
    }

    /** The end that is read. */
    public InputStream input() {
        return new Input();
    }

    private synchronized int read(byte[] into, int offset, int length) throws IOException, InterruptedException {
        while (count == 0 && !ended && broken == null) {
            wait();
        }
        if (broken != null) {
            throw new IOException(broken);
        }
        if (count == 0) {
            return -1;
        }
        int some = Math.min(length, Math.min(count, buffer.length - from));
        System.arraycopy(buffer, from, into, offset, some);
        from = (from + some) % buffer.length;
        count -= some;
        notifyAll();
        return some;
    }

    private final class Input extends InputStream {
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
            try {
                return Pipe.this.read(into, offset, length);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                InterruptedIOException interrupted = new InterruptedIOException("interrupted");
                interrupted.initCause(e);
                throw interrupted;
            }
        }
    }
}
