package dev.welkin.events.internal.log;

import dev.welkin.events.internal.engine.Stored;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One file of a topic's records, the first of which has the offset in its name. Knows the place of every 64th record.
 * Read by several threads; added to by one.
 */
final class Segment {
    private static final int EVERY = 64;
    private static final int BLOCK = 256 << 10;
    private static final int SMALL_BLOCK = 8 << 10;

    final long base;
    final Path path;
    /** Not a channel: an interrupt in the middle of a read would close that for everybody. */
    private final RandomAccessFile file;

    private final int maxRecord;
    private int[] index = new int[16];
    /** How many records are known, and where the next one begins. */
    private volatile Extent extent = new Extent(0, 0);
    /** Where the last read ended: the next one mostly goes on there. */
    private volatile Extent readTo = new Extent(0, 0);

    private final long bytesAtOpen;
    private int lastGroupStart;

    Segment(Path path, int maxRecord) throws IOException {
        this.base = LogFiles.segmentBase(path);
        this.path = path;
        this.file = new RandomAccessFile(path.toFile(), "r");
        this.maxRecord = maxRecord;
        this.bytesAtOpen = file.length();
    }

    long end() {
        return base + extent.records();
    }

    int bytes() {
        return extent.bytes();
    }

    /** Returns the size of the file, also before its records are known. */
    long fileBytes() {
        return Math.max(bytesAtOpen, extent.bytes());
    }

    /** Returns where the commit group of the last scanned record begins. */
    synchronized int lastGroupStart() {
        return lastGroupStart;
    }

    /** Takes in records that were written. */
    synchronized void added(CommitGroup group) {
        for (int i = 0; i < group.count(); i++) {
            indexed(extent.records() + i, group.position(i));
        }
        extent = new Extent(extent.records() + group.count(), extent.bytes() + group.bytes());
    }

    /**
     * Takes in the records behind those known, checking each.
     *
     * @return true if the file ends with the last whole record
     */
    synchronized boolean scan() throws IOException {
        int records = extent.records();
        int position = extent.bytes();
        ByteBuffer block = ByteBuffer.allocate(0);
        int blockStart = position;
        while (true) {
            int at = position - blockStart;
            int length = Frame.lengthAt(block, at, maxRecord);
            if (length == 0 || block.limit() - at < length) {
                block = read(position, Math.max(4 * BLOCK, length));
                blockStart = position;
                at = 0;
                length = Frame.lengthAt(block, 0, maxRecord);
            }
            if (length == 0 || !Frame.holds(block, at, length)) {
                break;
            }
            indexed(records++, position);
            position += length;
            lastGroupStart = Frame.groupStart(block, at);
        }
        extent = new Extent(records, position);
        return position == file.length();
    }

    private void indexed(int record, int position) {
        if (record % EVERY != 0) {
            return;
        }
        int slot = record / EVERY;
        if (slot == index.length) {
            index = Arrays.copyOf(index, slot * 2);
        }
        index[slot] = position;
    }

    /** Reads records in order; at least one, unless the offset is at the end. */
    List<Stored> read(long from, long end, int maxRecords, long maxBytes) throws IOException {
        List<Stored> records = new ArrayList<>(Math.min(maxRecords, BLOCK / 512));
        int record = (int) (from - base);
        int position = positionOf(record);
        ByteBuffer block = read(position, maxRecords == 1 ? SMALL_BLOCK : BLOCK);
        int at = 0;
        long bytes = 0;
        while (base + record < end && records.size() < maxRecords && (bytes < maxBytes || records.isEmpty())) {
            int length = Frame.lengthAt(block, at, maxRecord);
            if (length == 0 || block.limit() - at < length) {
                if (!records.isEmpty()) {
                    break;
                }
                block = read(position, Math.max(length, Frame.HEAD));
            }
            records.add(check(block, at, position, base + record));
            length = Frame.lengthAt(block, at, maxRecord);
            bytes += length;
            at += length;
            position += length;
            record++;
        }
        readTo = new Extent(record, position);
        return records;
    }

    private Stored check(ByteBuffer block, int at, int position, long offset) {
        int length = Frame.lengthAt(block, at, maxRecord);
        if (length == 0 || !Frame.holds(block, at, length)) {
            throw LogFiles.corrupted(path, position, "the record of offset " + offset + " fails its checksum");
        }
        return new Stored(offset, block.array(), block.arrayOffset() + at + Frame.HEAD, length - Frame.HEAD);
    }

    private int positionOf(int record) throws IOException {
        Extent last = readTo;
        if (last.records() == record) {
            return last.bytes();
        }
        int known = record / EVERY * EVERY;
        int position;
        synchronized (this) {
            position = index[known / EVERY];
        }
        ByteBuffer block = ByteBuffer.allocate(0);
        int at = 0;
        for (; known < record; known++) {
            if (block.limit() - at < Frame.HEAD) {
                block = read(position, SMALL_BLOCK);
                at = 0;
            }
            int length = Frame.lengthAt(block, at, maxRecord);
            if (length == 0) {
                throw LogFiles.corrupted(path, position, "the length of offset " + (base + known) + " cannot be");
            }
            position += length;
            at += length;
            if (at > block.limit()) {
                block = ByteBuffer.allocate(0);
                at = 0;
            }
        }
        return position;
    }

    /** Reads bytes from a position, fewer at the end of the file. */
    ByteBuffer read(int position, int length) throws IOException {
        synchronized (file) {
            byte[] block = new byte[(int) Math.max(0, Math.min(length, file.length() - position))];
            file.seek(position);
            file.readFully(block);
            return ByteBuffer.wrap(block);
        }
    }

    void close() throws IOException {
        file.close();
    }

    /** Some records from the beginning of the file, and their bytes. */
    private record Extent(int records, int bytes) {}
}
