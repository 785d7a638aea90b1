package dev.welkin.events.internal.log;

import dev.welkin.events.internal.engine.AckSet;
import dev.welkin.events.internal.engine.Group;
import dev.welkin.events.internal.engine.GroupJournal;
import dev.welkin.events.internal.engine.GroupState;
import dev.welkin.spi.PrivateFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a group has settled, as a file of its own: a snapshot, then what happened since. Written by the committer within
 * milliseconds and not forced: the death of the process loses at most those, a power cut at most what the system had
 * not written; what is lost is delivered again. A damaged end is cut off for the same reason.
 */
final class GroupFile implements GroupJournal {
    private static final byte LEASED = 1;
    private static final byte RELEASED = 2;
    private static final byte ACKED = 3;
    private static final byte MOVED = 4;
    private static final byte SNAPSHOT = 5;
    private static final int ENTRY = 1 + Long.BYTES + Integer.BYTES;
    private static final int MAX_FRAME = 1 << 30;
    /** A new snapshot is written when so many bytes have come after the last one. */
    private static final long COMPACT = 4L << 20;

    private final PrivateFolder folder;
    private final String name;
    private final Consumer<GroupFile> onChange;
    private @Nullable FileChannel file;
    private long bytes;
    private long snapshotBytes;

    private ByteBuffer entries = ByteBuffer.allocate(64 * ENTRY);
    private byte lastType;
    private long lastNext;
    private boolean told;

    GroupFile(PrivateFolder folder, String name, Consumer<GroupFile> onChange) {
        this.folder = folder;
        this.name = name;
        this.onChange = onChange;
    }

    // ---- what happens, told under the group's lock

    @Override
    public void leased(long offset) {
        add(LEASED, offset);
    }

    @Override
    public void released(long offset) {
        add(RELEASED, offset);
    }

    @Override
    public void acked(long offset) {
        add(ACKED, offset);
    }

    @Override
    public void moved(long offset) {
        add(MOVED, offset);
    }

    private void add(byte type, long offset) {
        boolean tell;
        synchronized (this) {
            append(type, offset);
            tell = !told;
            told = true;
        }
        if (tell) {
            onChange.accept(this);
        }
    }

    /** Neighbours of one kind become one entry with a count. */
    private void append(byte type, long offset) {
        if (type == lastType && offset == lastNext && type != MOVED) {
            int count = entries.position() - Integer.BYTES;
            entries.putInt(count, entries.getInt(count) + 1);
        } else {
            if (entries.remaining() < ENTRY) {
                entries = ByteBuffer.allocate(entries.capacity() * 2).put(entries.flip());
            }
            entries.put(type).putLong(offset).putInt(1);
        }
        lastType = type;
        lastNext = offset + 1;
    }

    private synchronized byte[] takeEntries() {
        byte[] taken = new byte[entries.position()];
        entries.flip().get(taken);
        entries.clear();
        lastType = 0;
        told = false;
        return taken;
    }

    // ---- writing, by the committer's thread, or before the group is known

    /** Writes what has happened; from time to time a snapshot instead. */
    void flush(Group group) throws IOException {
        if (bytes - snapshotBytes > Math.max(COMPACT, snapshotBytes)) {
            compact(group);
        } else {
            byte[] taken = takeEntries();
            if (taken.length > 0) {
                bytes += write(open(), bytes, taken);
            }
        }
    }

    private void compact(Group group) throws IOException {
        GroupState[] state = new GroupState[1];
        group.snapshot(now -> {
            takeEntries();
            state[0] = now;
        });
        replace(state[0]);
    }

    /** Puts a file with nothing but a snapshot in the place of the old one. */
    void replace(GroupState state) throws IOException {
        close();
        String fresh = name + ".new";
        try (FileChannel out = folder.file(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            bytes = write(out, 0, snapshot(state));
            snapshotBytes = bytes;
            out.force(true);
        }
        Files.move(
                folder.resolve(fresh),
                folder.resolve(name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        LogFiles.forceFolder(folder.path());
    }

    void delete() throws IOException {
        close();
        Files.deleteIfExists(folder.resolve(name));
    }

    void force() throws IOException {
        if (file != null) {
            file.force(true);
        }
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw LogFiles.failed("close " + name, e);
        }
        file = null;
    }

    private FileChannel open() throws IOException {
        FileChannel known = file;
        if (known == null) {
            known = folder.file(name, StandardOpenOption.WRITE);
            known.truncate(bytes);
            file = known;
        }
        return known;
    }

    private static int write(FileChannel out, long position, byte[] record) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(Frame.HEAD + record.length);
        frame.putInt(record.length)
                .putInt(Frame.crc(record, 0, record.length, (int) position))
                .putInt((int) position)
                .put(record)
                .flip();
        int length = frame.remaining();
        for (long at = position; frame.hasRemaining(); ) {
            at += out.write(frame, at);
        }
        return length;
    }

    private static byte[] snapshot(GroupState state) {
        long[] acked = state.acked().toLongArray();
        ByteBuffer out = ByteBuffer.allocate(1
                + Long.BYTES
                + Integer.BYTES
                + acked.length * Long.BYTES
                + state.attempts().size() * (Long.BYTES + Integer.BYTES));
        out.put(SNAPSHOT).putLong(state.low()).putInt(acked.length);
        for (long word : acked) {
            out.putLong(word);
        }
        state.attempts().forEach((offset, attempts) -> out.putLong(offset).putInt(attempts));
        return out.array();
    }

    // ---- reading

    /** Rebuilds the group's state. */
    GroupState load() throws IOException {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name)));
        Rebuilt rebuilt = new Rebuilt();
        int at = 0;
        for (int length = Frame.lengthAt(all, at, MAX_FRAME);
                length > 0 && Frame.groupStart(all, at) == at && Frame.holds(all, at, length);
                length = Frame.lengthAt(all, at, MAX_FRAME)) {
            rebuilt.apply(all.slice(at + Frame.HEAD, length - Frame.HEAD));
            at += length;
            snapshotBytes = snapshotBytes == 0 ? length : snapshotBytes;
        }
        bytes = at;
        return rebuilt.state();
    }

    /** A group's state as it grows from what was written. */
    private static final class Rebuilt {
        private AckSet acks = new AckSet(0);
        private final Map<Long, Integer> attempts = new HashMap<>();

        void apply(ByteBuffer frame) {
            if (frame.get(0) == SNAPSHOT) {
                restore(frame);
                return;
            }
            while (frame.remaining() >= ENTRY) {
                byte type = frame.get();
                long offset = frame.getLong();
                int count = frame.getInt();
                for (long o = offset; o < offset + count; o++) {
                    apply(type, o);
                }
            }
        }

        private void apply(byte type, long offset) {
            switch (type) {
                case LEASED -> attempts.merge(offset, 1, Integer::sum);
                case RELEASED -> attempts.computeIfPresent(offset, (o, n) -> n > 1 ? n - 1 : null);
                case ACKED -> {
                    acks.add(offset);
                    attempts.remove(offset);
                }
                case MOVED -> {
                    acks = new AckSet(offset);
                    attempts.clear();
                }
                default -> throw new IllegalStateException("a checked entry has a known type, not " + type);
            }
        }

        private void restore(ByteBuffer frame) {
            frame.get();
            long low = frame.getLong();
            long[] acked = new long[frame.getInt()];
            for (int i = 0; i < acked.length; i++) {
                acked[i] = frame.getLong();
            }
            acks = AckSet.restore(low, BitSet.valueOf(acked), Long.MAX_VALUE);
            while (frame.hasRemaining()) {
                attempts.put(frame.getLong(), frame.getInt());
            }
        }

        GroupState state() {
            return new GroupState(acks.low(), acks.above(), attempts);
        }
    }
}
