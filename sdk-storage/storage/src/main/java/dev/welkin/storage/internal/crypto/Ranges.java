package dev.welkin.storage.internal.crypto;

import dev.welkin.storage.ByteRange;

/** Which sealed bytes hold the plain bytes that are asked for. */
final class Ranges {
    private Ranges() {}

    /** The frames that hold a range, and the end where it may reach it. */
    static ByteRange inward(ByteRange range) {
        if (range instanceof ByteRange.Span span) {
            long first = span.offset() / Frames.FRAME_BYTES;
            long begin = first * Frames.SEALED_BYTES;
            long most = (Long.MAX_VALUE - begin) / 2;
            long frames = (Math.min(span.lengthBytes(), most) + Frames.FRAME_BYTES) / Frames.FRAME_BYTES + 1;
            long length = Math.min(frames, most / Frames.SEALED_BYTES) * Frames.SEALED_BYTES + Frames.END_BYTES;
            return ByteRange.of(begin, length);
        }
        if (range instanceof ByteRange.Tail tail) {
            long frames = Math.min(tail.lengthBytes(), Long.MAX_VALUE / 4) / Frames.FRAME_BYTES + 2;
            return ByteRange.last(frames * Frames.SEALED_BYTES + Frames.END_BYTES);
        }
        return ByteRange.whole();
    }

    /** How many of the sealed bytes that came lie before the frame of the first plain byte. */
    static long skip(ByteRange.Span plain, ByteRange.Span sealed) {
        long begin = plain.offset() / Frames.FRAME_BYTES * Frames.SEALED_BYTES;
        return begin - sealed.offset();
    }
}
