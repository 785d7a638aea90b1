package dev.welkin.events.internal.log;

import dev.welkin.CloudException;
import dev.welkin.events.spi.SendResults;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/** Records of one topic that are written and forced together. Guarded by its topic until the committer takes it. */
final class CommitGroup {
    private final BufferPool pool;
    private final List<ByteBuffer> buffers = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private int[] positions = new int[64];
    private int count;
    private int bytes;

    final long segmentBase;
    final int start;
    final long firstOffset;

    CommitGroup(BufferPool pool, long segmentBase, int start, long firstOffset) {
        this.pool = pool;
        this.segmentBase = segmentBase;
        this.start = start;
        this.firstOffset = firstOffset;
    }

    /** Adds a record whose bytes the checksum has seen; returns its offset. */
    long add(byte[] record, int length, CRC32C crc) {
        if (count == positions.length) {
            positions = Arrays.copyOf(positions, count * 2);
        }
        positions[count] = start + bytes;
        ByteBuffer last = room();
        if (last.remaining() < Frame.HEAD) {
            last = addBuffer(); // a head is never split
        }
        last.putInt(length).putInt(Frame.crc(crc, length, start)).putInt(start);
        put(record, length, last);
        bytes += Frame.HEAD + length;
        return firstOffset + count++;
    }

    private ByteBuffer room() {
        return buffers.isEmpty() ? addBuffer() : buffers.get(buffers.size() - 1);
    }

    private ByteBuffer addBuffer() {
        ByteBuffer buffer = pool.take();
        buffers.add(buffer);
        return buffer;
    }

    private void put(byte[] record, int length, ByteBuffer first) {
        ByteBuffer buffer = first;
        for (int from = 0; from < length; ) {
            int part = Math.min(length - from, buffer.remaining());
            buffer.put(record, from, part);
            from += part;
            if (from < length) {
                buffer = addBuffer();
            }
        }
    }

    void await(SendResults results, int item, long offset) {
        waiting.add(new Waiting(results, item, offset));
    }

    int bytes() {
        return bytes;
    }

    int count() {
        return count;
    }

    int position(int record) {
        return positions[record];
    }

    void write(FileChannel file) throws IOException {
        ByteBuffer[] all = buffers.toArray(ByteBuffer[]::new);
        for (ByteBuffer buffer : all) {
            buffer.flip();
        }
        file.position(start);
        for (long left = bytes; left > 0; ) {
            left -= file.write(all);
        }
    }

    void accepted() {
        pool.give(buffers);
        waiting.forEach(w -> w.results.accepted(w.item, Long.toString(w.offset)));
    }

    void refused(CloudException why) {
        waiting.forEach(w -> w.results.refused(w.item, why));
    }

    /** Who waits for a receipt. */
    private record Waiting(SendResults results, int item, long offset) {}
}
