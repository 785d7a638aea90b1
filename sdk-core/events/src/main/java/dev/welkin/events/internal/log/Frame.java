package dev.welkin.events.internal.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How a record stands in a file: its length, a CRC-32C over everything else, where in the file its commit group began,
 * its bytes. Records of one group are forced to the disk together, so a damaged record before the beginning of a later
 * group was promised to somebody, and one within the last group was not.
 */
final class Frame {
    static final int HEAD = 12;

    private Frame() {}

    /** Completes a checksum that has seen the record's bytes. */
    static int crc(CRC32C overBytes, int length, int groupStart) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            overBytes.update(length >>> shift);
        }
        for (int shift = 24; shift >= 0; shift -= 8) {
            overBytes.update(groupStart >>> shift);
        }
        return (int) overBytes.getValue();
    }

    static int crc(byte[] bytes, int from, int length, int groupStart) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return crc(crc, length, groupStart);
    }

    /** Returns the whole frame length at a place of a block, or 0 if the length there cannot be. */
    static int lengthAt(ByteBuffer block, int at, int maxRecord) {
        if (block.limit() - at < HEAD) {
            return 0;
        }
        int length = block.getInt(at);
        return length > 0 && length <= maxRecord ? HEAD + length : 0;
    }

    /** Tells whether a whole frame stands at a place of a block and its checksum holds. */
    static boolean holds(ByteBuffer block, int at, int frameLength) {
        int length = frameLength - HEAD;
        return block.limit() - at >= frameLength
                && block.getInt(at + 4)
                        == crc(block.array(), block.arrayOffset() + at + HEAD, length, block.getInt(at + 8));
    }

    static int groupStart(ByteBuffer block, int at) {
        return block.getInt(at + 8);
    }
}
