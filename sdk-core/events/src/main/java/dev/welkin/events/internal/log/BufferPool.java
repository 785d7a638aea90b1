package dev.welkin.events.internal.log;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** Direct buffers of one size, used again. Safe for use by several threads. */
final class BufferPool {
    static final int SIZE = 256 << 10;

    private final Deque<ByteBuffer> free = new ArrayDeque<>();

    synchronized ByteBuffer take() {
        ByteBuffer buffer = free.poll();
        return buffer == null ? ByteBuffer.allocateDirect(SIZE) : buffer;
    }

    synchronized void give(Iterable<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            free.push(buffer.clear());
        }
    }
}
