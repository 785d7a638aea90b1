package dev.welkin.storage.internal.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** What a publisher gives, as a stream; at most {@value #AHEAD} buffers are asked for ahead. */
public final class PublisherStream extends InputStream implements Flow.Subscriber<ByteBuffer> {
    private static final int AHEAD = 4;

    private final Queue<ByteBuffer> buffers = new ArrayDeque<>();
    private Flow.@Nullable Subscription subscription;
    private @Nullable Throwable failure;
    private boolean ended;
    private boolean closed;

    /** Subscribes. */
    public static PublisherStream of(Flow.Publisher<ByteBuffer> publisher) {
        PublisherStream stream = new PublisherStream();
        publisher.subscribe(stream);
        return stream;
    }

    private PublisherStream() {}

    @Override
    public synchronized void onSubscribe(Flow.Subscription given) {
        if (subscription != null || closed) {
            given.cancel();
            return;
        }
        subscription = given;
        given.request(AHEAD);
    }

    @Override
    public synchronized void onNext(ByteBuffer buffer) {
        buffers.add(buffer);
        notifyAll();
    }

    @Override
    public synchronized void onError(Throwable cause) {
        failure = cause;
        ended = true;
        notifyAll();
    }

    @Override
    public synchronized void onComplete() {
        ended = true;
        notifyAll();
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
        ByteBuffer buffer = next();
        if (buffer == null) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(into, offset, count);
        return count;
    }

    /** The buffer that has bytes left, or null at the end. */
    private synchronized @Nullable ByteBuffer next() throws IOException {
        dropEmpty();
        while (buffers.isEmpty() && !ended) {
            await();
            dropEmpty();
        }
        if (buffers.isEmpty()) {
            fail();
        }
        return buffers.peek();
    }

    private void dropEmpty() {
        for (ByteBuffer head = buffers.peek(); head != null && !head.hasRemaining(); head = buffers.peek()) {
            buffers.remove();
            request();
        }
    }

    private void request() {
        if (subscription != null) {
            subscription.request(1);
        }
    }

    private void fail() throws IOException {
        if (failure != null) {
            throw new IOException("the publisher failed: " + failure, failure);
        }
    }

    private void await() throws IOException {
        try {
            while (buffers.isEmpty() && !ended) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (subscription != null && !ended) {
            subscription.cancel();
        }
    }
}
