package dev.welkin.events.internal.codec;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link ByteWriter} wrote; whatever else it meets is CORRUPTED. */
final class ByteReader {
    private final byte[] bytes;
    private final int end;
    private int at;

    ByteReader(byte[] bytes, int from, int length) {
        this.bytes = bytes;
        this.at = from;
        this.end = from + length;
    }

    boolean hasMore() {
        return at < end;
    }

    int position() {
        return at;
    }

    int u8() {
        need(1);
        return bytes[at++] & 0xFF;
    }

    int varint() {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = u8();
            value |= (next & 0x7F) << shift;
            if ((next & 0x80) == 0) {
                return value;
            }
        }
        throw corrupted("a number that does not end");
    }

    int i32() {
        need(4);
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = (value << 8) | (bytes[at++] & 0xFF);
        }
        return value;
    }

    long i64() {
        long high = i32();
        return (high << 32) | (i32() & 0xFFFF_FFFFL);
    }

    String text() {
        int length = length();
        String text = ascii(length) ? new String(bytes, at, length, StandardCharsets.ISO_8859_1) : utf8(length);
        at += length;
        return text;
    }

    byte[] blob() {
        int length = length();
        byte[] blob = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return blob;
    }

    private boolean ascii(int length) {
        for (int i = at; i < at + length; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private String utf8(int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, at, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw corrupted("a text that is not UTF-8");
        }
    }

    private int length() {
        int length = varint();
        need(length);
        return length;
    }

    private void need(int count) {
        if (count < 0 || end - at < count) {
            throw corrupted("an end before its end");
        }
    }

    static CloudException corrupted(String what) {
        return CloudException.builder(ErrorCode.CORRUPTED, "A stored event has " + what)
                .reason("undecodable")
                .build();
    }
}
