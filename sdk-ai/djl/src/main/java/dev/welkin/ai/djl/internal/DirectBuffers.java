package dev.welkin.ai.djl.internal;

import dev.welkin.ai.infer.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Memory outside the heap for the inputs of runs, used again and again: the collector would free it too late. As many
 * are kept as runs were inside at once.
 */
final class DirectBuffers {
    private final Deque<ByteBuffer> free = new ArrayDeque<>();
    private long bytes;

    /** Copies a tensor's elements out of the heap; give the buffer back after the run. */
    ByteBuffer copy(Tensor tensor) {
        ByteBuffer elements = tensor.bytes();
        ByteBuffer buffer = take(elements.remaining());
        return buffer.clear().put(elements).flip();
    }

    synchronized void giveBack(ByteBuffer buffer) {
        free.push(buffer);
    }

    synchronized long bytes() {
        return bytes;
    }

    /** The first that is large enough; else the last one kept makes room for a larger one. */
    private synchronized ByteBuffer take(int size) {
        ByteBuffer found =
                free.stream().filter(b -> b.capacity() >= size).findFirst().orElse(null);
        if (found != null) {
            free.remove(found);
            return found;
        }
        ByteBuffer tooSmall = free.pollLast();
        bytes += size - (tooSmall == null ? 0 : tooSmall.capacity());
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }
}
