package dev.welkin.storage.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.spi.ObjectContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Cuts a stream into parts, each in a buffer that is used again once the part is released. Parts are read by one thread
 * and released by any; whoever reads decides how many are out at once.
 */
public final class PartReader implements AutoCloseable {
    private final InputStream in;
    private final int partBytes;
    private final Queue<byte[]> free = new ConcurrentLinkedQueue<>();
    private int ahead = -1;

    /** Opens the content. */
    public PartReader(ObjectContent content, int partBytes) {
        this.in = content.open();
        this.partBytes = partBytes;
    }

    /** Reads the next part; there is at least one, which may be empty. */
    public Part next() {
        byte[] buffer = free.poll();
        try {
            return buffer == null && ahead < 0 ? first() : fill(buffer == null ? new byte[partBytes] : buffer);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Its buffer grows with what comes: most streams are short. */
    private Part first() throws IOException {
        byte[] start = in.readNBytes(partBytes);
        return part(start, start.length);
    }

    private Part fill(byte[] buffer) throws IOException {
        int from = 0;
        if (ahead >= 0) {
            buffer[from++] = (byte) ahead;
        }
        return part(buffer, from + in.readNBytes(buffer, from, partBytes - from));
    }

    private Part part(byte[] buffer, int length) throws IOException {
        ahead = length < partBytes ? -1 : in.read();
        return new Part(buffer, length, ahead < 0, free);
    }

    private static CloudException failed(IOException e) {
        return CloudException.of(ErrorCode.INTERNAL, "Content gave an IOException: " + e, e);
    }

    /** One part, in a buffer that goes back when it was sent. */
    public static final class Part {
        private final byte[] buffer;
        private final int length;
        private final boolean last;
        private final Queue<byte[]> free;

        Part(byte[] buffer, int length, boolean last, Queue<byte[]> free) {
            this.buffer = buffer;
            this.length = length;
            this.last = last;
            this.free = free;
        }

        /** Whether the stream ends with it. */
        public boolean last() {
            return last;
        }

        /** How long it is. */
        public int lengthBytes() {
            return length;
        }

        /** Its bytes, until it is released. */
        public ObjectContent content() {
            return Contents.of(buffer, 0, length);
        }

        /** Gives the buffer back; that of the last part is needed no more. */
        public void release() {
            if (!last) {
                free.add(buffer);
            }
        }
    }
}
