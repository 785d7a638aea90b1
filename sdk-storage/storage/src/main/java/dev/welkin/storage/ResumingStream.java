package dev.welkin.storage;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.spi.ObjectBody;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body whose stream goes on where it broke, with the same version of the object. Bytes that come reset the count of
 * breaks; it goes on after at most {@value #MAX_BREAKS} in a row. For one thread.
 */
final class ResumingStream extends InputStream {
    private static final int MAX_BREAKS = 3;

    private final BucketCalls calls;
    private final ObjectBody body;
    private InputStream stream;
    private long read;
    private int breaks;

    private ResumingStream(ObjectBody body, BucketCalls calls) {
        this.body = body;
        this.calls = calls;
        this.stream = body.stream();
    }

    /** Makes a body resume where the bucket can do it. */
    static ObjectBody over(ObjectBody body, BucketCalls calls) {
        boolean able = calls.capabilities().has(StorageFeature.RANGE)
                && calls.capabilities().has(StorageFeature.CONDITIONAL_READ);
        return able ? body.withStream(new ResumingStream(body, calls)) : body;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (true) {
            int count = readOnce(into, offset, length);
            if (count > 0) {
                read += count;
                breaks = 0;
            }
            if (count >= 0 || left() == 0 || breaks++ == MAX_BREAKS) {
                return count;
            }
            reopen();
        }
    }

    @Override
    public int available() throws IOException {
        return stream.available();
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    /** Gives -1 for a stream that ended, whether it should or not, or broke. */
    private int readOnce(byte[] into, int offset, int length) throws IOException {
        try {
            return stream.read(into, offset, length);
        } catch (CloudException e) {
            if (!resumable(e) || breaks == MAX_BREAKS) {
                throw e;
            }
            return -1;
        } catch (java.nio.channels.ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            if (breaks == MAX_BREAKS) {
                throw e;
            }
            return -1;
        }
    }

    private void reopen() throws IOException {
        stream.close();
        ByteRange.Span rest = new ByteRange.Span(body.span().offset() + read, left());
        stream = calls.rest(body.info(), rest).stream();
    }

    private long left() {
        return body.span().lengthBytes() - read;
    }

    private static boolean resumable(CloudException e) {
        return e.code() == ErrorCode.TRUNCATED || e.code() == ErrorCode.UNAVAILABLE || e.code() == ErrorCode.TIMEOUT;
    }
}
