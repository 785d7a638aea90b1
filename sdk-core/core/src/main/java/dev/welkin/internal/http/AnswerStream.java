package dev.welkin.internal.http;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The body of an answer: inflates if it came compressed, counts, and fails with CloudExceptions. */
final class AnswerStream extends InputStream {
    private final OkHttpAnswer answer;
    private final InputStream raw;
    private final boolean inflate;
    private final long limit;
    private final ReentrantLock reading = new ReentrantLock();
    private @Nullable InputStream inflated;
    private long count;

    /** Reads an answer's bytes; an inflated body is never longer than the limit. */
    AnswerStream(OkHttpAnswer answer, InputStream raw, boolean inflate, long limit) {
        this.answer = answer;
        this.raw = raw;
        this.inflate = inflate;
        this.limit = inflate ? limit : Long.MAX_VALUE;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return 0; // what lies below would wait for bytes
        }
        reading.lock();
        try {
            return counted(next(bytes, offset, length));
        } catch (IOException | IllegalStateException e) {
            throw failed(e);
        } finally {
            if (answer.isClosed()) {
                answer.closeResponse();
            }
            reading.unlock();
        }
    }

    /** Ends the answer; a read that blocks in another thread fails as CANCELLED. */
    @Override
    public void close() {
        answer.close();
    }

    long count() {
        return count;
    }

    /** Runs that unless another thread reads; tells whether it did. */
    boolean release(Runnable release) {
        if (!reading.tryLock()) {
            return false;
        }
        try {
            release.run();
            return true;
        } finally {
            reading.unlock();
        }
    }

    /** Decompression is content with a whole member; only the body's own end shows that nothing was cut off. */
    private int next(byte[] bytes, int offset, int length) throws IOException {
        int read = source().read(bytes, offset, length);
        if (read < 0 && inflate && raw.read() >= 0) {
            throw new ZipException("something that is not compressed follows");
        }
        return read;
    }

    private InputStream source() throws IOException {
        if (!inflate) {
            return raw;
        }
        if (inflated == null) {
            inflated =
                    new GZIPInputStream(new Unending(raw), 8192); // reads the first bytes: not before the caller does
        }
        return inflated;
    }

    private int counted(int read) {
        count += Math.max(0, read);
        if (count > limit) {
            answer.close();
            throw answer.tooLarge(limit);
        }
        return read;
    }

    private CloudException failed(Exception e) {
        CloudException failure = answer.isClosed()
                ? CloudException.of(
                        ErrorCode.CANCELLED, answer.asked() + ": the answer was closed while it was read", e)
                : Failures.reading(answer.asked(), e);
        answer.cut();
        return failure;
    }

    /** GZIPInputStream takes "nothing available yet" for the end of the last member: it has to try and see. */
    private static final class Unending extends FilterInputStream {
        private Unending(InputStream in) {
            super(in);
        }

        @Override
        public int available() {
            return 1;
        }
    }
}
