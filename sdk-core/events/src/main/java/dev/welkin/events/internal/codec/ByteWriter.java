package dev.welkin.events.internal.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow as they are written. Not safe for use by several threads; made to be used again. */
public final class ByteWriter {
    /** A buffer that one huge event has grown is not kept. */
    private static final int KEEP = 1 << 18;

    private byte[] bytes = new byte[2048];
    private int size;

    /** Starts over. */
    public ByteWriter reset() {
        if (bytes.length > KEEP) {
            bytes = new byte[2048];
        }
        size = 0;
        return this;
    }

    /** Returns the bytes themselves, valid up to {@link #size()} and until the next write. */
    public byte[] array() {
        return bytes;
    }

    /** Returns how many bytes were written. */
    public int size() {
        return size;
    }

    /** Returns a copy of what was written. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    void u8(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    /** Writes a non-negative number in 7-bit groups, the lowest first. */
    void varint(int value) {
        room(5);
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void i32(int value) {
        room(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    void i64(long value) {
        i32((int) (value >>> 32));
        i32((int) value);
    }

    void text(String value) {
        blob(value.getBytes(StandardCharsets.UTF_8));
    }

    void blob(byte[] value) {
        varint(value.length);
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
        }
    }
}
