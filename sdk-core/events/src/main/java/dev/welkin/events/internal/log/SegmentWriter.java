package dev.welkin.events.internal.log;

import dev.welkin.spi.PrivateFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * The file that a topic's commit groups are written to. For small groups it grows ahead by zeros, because forcing bytes
 * in the middle of a file spares the disk a change of its size each time; the zeros go when the file is closed, or as a
 * torn tail when it is opened again after a crash. Used by the committer's thread alone.
 */
final class SegmentWriter {
    private static final int AHEAD = 1 << 20;
    /** Large groups would only write everything twice. */
    private static final int SMALL_GROUP = 64 << 10;

    final long base;
    private final FileChannel file;
    private final Disk disk;
    private long allocated;
    private long end;

    SegmentWriter(PrivateFolder folder, long base, Disk disk) throws IOException {
        this.base = base;
        this.disk = disk;
        this.file = folder.file(LogFiles.segmentFile(base), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        this.allocated = file.size();
        this.end = allocated;
    }

    void write(CommitGroup group) throws IOException {
        long groupEnd = (long) group.start + group.bytes();
        if (groupEnd > allocated && group.bytes() <= SMALL_GROUP) {
            allocateTo(groupEnd + AHEAD);
        }
        group.write(file);
        end = groupEnd;
        allocated = Math.max(allocated, end);
    }

    private void allocateTo(long size) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(Math.toIntExact(size - allocated));
        for (long at = allocated; zeros.hasRemaining(); ) {
            at += file.write(zeros, at);
        }
        allocated = size;
    }

    void force() throws IOException {
        disk.force(file);
    }

    /** Cuts off what came behind a place. */
    void cutTo(long size) throws IOException {
        end = size;
        allocated = size;
        file.truncate(size);
        file.force(true);
    }

    /** Cuts off what was allocated ahead and makes the rest durable. */
    void complete() throws IOException {
        file.truncate(end);
        file.force(true);
    }

    void close() throws IOException {
        file.close();
    }
}
