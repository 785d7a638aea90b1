package dev.welkin.ai.djl.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.nio.charset.StandardCharsets;

/**
 * Walks the fields of one protocol-buffer message, in the encoding of <a
 * href="https://protobuf.dev/programming-guides/encoding">protobuf.dev</a>. It copies nothing and trusts no length:
 * whatever leads out of the message is CORRUPTED.
 */
final class ProtoReader {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;
    private static final int MAX_DEPTH = 64;

    private final byte[] bytes;
    private final int end;
    private final int depth;
    private int at;
    private int field;
    private int wireType;

    private ProtoReader(byte[] bytes, int from, int end, int depth) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
        this.depth = depth;
    }

    static ProtoReader of(byte[] bytes) {
        return new ProtoReader(bytes, 0, bytes.length, 0);
    }

    /** Moves to the next field; the value of the last one must have been read or skipped. */
    boolean next() {
        if (at == end) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        wireType = (int) (tag & 7);
        if (tag >>> 32 != 0 || field == 0) {
            throw corrupted("a field has the impossible number " + (tag >>> 3));
        }
        return true;
    }

    int field() {
        return field;
    }

    boolean isBytes() {
        return wireType == BYTES;
    }

    long number() {
        require(wireType == VARINT, "a number");
        return varint();
    }

    String text() {
        int length = length();
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    ProtoReader message() {
        if (depth == MAX_DEPTH) {
            throw corrupted("messages lie more than " + MAX_DEPTH + " deep in one another");
        }
        int length = length();
        at += length;
        return new ProtoReader(bytes, at - length, at, depth + 1);
    }

    void skip() {
        switch (wireType) {
            case VARINT -> varint();
            case FIXED64 -> advance(8);
            case FIXED32 -> advance(4);
            case BYTES -> advance(length());
            default -> throw corrupted("a field has the unknown wire type " + wireType);
        }
    }

    private int length() {
        require(wireType == BYTES, "bytes");
        long length = varint();
        if (length < 0 || length > end - at) {
            throw corrupted("field " + field + " claims " + Long.toUnsignedString(length) + " bytes, and " + (end - at)
                    + " are left: the file was cut off or is something else");
        }
        return (int) length;
    }

    private void advance(int by) {
        if (by > end - at) {
            throw corrupted("it ends inside field " + field + ": the file was cut off");
        }
        at += by;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at == end) {
                throw corrupted("it ends inside a number: the file was cut off");
            }
            byte next = bytes[at++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw corrupted("a number has more than 64 bits");
    }

    private void require(boolean holds, String wanted) {
        if (!holds) {
            throw corrupted("field " + field + " should hold " + wanted);
        }
    }

    static CloudException corrupted(String why) {
        return CloudException.of(
                ErrorCode.CORRUPTED,
                "This is no ONNX model: " + why + ". Nothing was loaded; export or publish the model again.");
    }
}
