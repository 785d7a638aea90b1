package dev.welkin.events.internal.log;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What to do with bytes behind the last good record of a topic. A write that a crash cut off was promised to nobody and
 * is cut off; anything else is damage. Which of the two it is, the records behind tell: if one belongs to a commit
 * group that began behind the bad place, the bad place had been forced to the disk before.
 */
final class TailRepair {
    private TailRepair() {}

    /** Returns true if the rest of the segment may be cut off; throws CORRUPTED if it is damage. */
    static void check(Segment segment, int maxRecord) throws IOException {
        int bad = segment.bytes();
        ByteBuffer rest = segment.read(bad, Integer.MAX_VALUE);
        for (int at = 1; at < rest.limit(); ) {
            int length = Frame.lengthAt(rest, at, maxRecord);
            if (length > 0 && Frame.groupStart(rest, at) <= bad + at && Frame.holds(rest, at, length)) {
                if (Frame.groupStart(rest, at) > bad) {
                    throw LogFiles.corrupted(
                            segment.path,
                            bad,
                            "the record of offset " + segment.end() + " fails its checksum and whole ones follow it");
                }
                at += length;
            } else {
                at++;
            }
        }
    }
}
