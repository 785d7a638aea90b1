package dev.welkin.events.internal.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * What to do with bytes behind the last good record of a topic. A write that a crash cut off was promised to nobody and
 * is cut off; anything else is damage. Which of the two it is, the records behind tell: if one belongs to a commit
 * group that began behind the bad place, the bad place had been forced to the disk before.
 */
final class TailRepair {
    private TailRepair() {}

    /** Throws CORRUPTED if what is behind the last good record is damage, and not a write that a crash cut off. */
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

    /**
     * Cuts off what is behind the last good record and makes durable what is before it. The last commit group may have
     * been readable but never forced; it is written anew, since after a failed force a system may take its bytes for
     * stored although they are not.
     */
    static void settle(Segment segment) throws IOException {
        int from = segment.lastGroupStart();
        ByteBuffer group = segment.read(from, segment.bytes() - from);
        try (FileChannel file = FileChannel.open(segment.path, StandardOpenOption.WRITE)) {
            file.truncate(segment.bytes());
            for (long at = from; group.hasRemaining(); ) {
                at += file.write(group, at);
            }
            file.force(true);
        }
    }
}
