package dev.welkin.events.internal.log;

import dev.welkin.CloudException;
import dev.welkin.events.Durability;
import dev.welkin.events.internal.codec.ByteWriter;
import dev.welkin.events.internal.engine.Groups;
import dev.welkin.events.internal.engine.Stored;
import dev.welkin.events.internal.engine.TopicStore;
import dev.welkin.events.spi.SendResults;
import dev.welkin.spi.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The segments of one topic. Publishers add records to the open commit group under the topic's lock; the committer
 * takes the group, writes and forces it, and then lets it be read.
 */
final class LogTopic implements TopicStore {
    private final String name;
    private final PrivateFolder folder;
    private final LogOptions options;
    private final BufferPool pool;
    private final Disk disk;
    private final Groups groups = new Groups();
    private final ConcurrentSkipListMap<Long, Segment> segments = new ConcurrentSkipListMap<>();
    private final Object appending = new Object();

    private @Nullable CommitGroup open;
    private long nextOffset;
    private long nextSegmentBase;
    private long nextPosition;
    private volatile long end;

    /** The file that the committer writes to. */
    private @Nullable SegmentWriter active;

    private LogTopic(String name, PrivateFolder folder, LogOptions options, BufferPool pool, Disk disk) {
        this.name = name;
        this.folder = folder;
        this.options = options;
        this.pool = pool;
        this.disk = disk;
    }

    /** Opens a topic: checks its last segment, and cuts off what a crash left unfinished. */
    static LogTopic open(String name, PrivateFolder folder, LogOptions options, BufferPool pool, Disk disk) {
        LogTopic topic = new LogTopic(name, folder, options, pool, disk);
        try {
            for (Path path : LogFiles.segments(folder.path())) {
                topic.addSegment(path);
            }
            topic.recover();
            return topic;
        } catch (IOException e) {
            throw LogFiles.failed("open the topic " + name, e);
        }
    }

    private Segment addSegment(Path path) throws IOException {
        Segment segment = new Segment(path, options.maxEventBytes());
        segments.put(segment.base, segment);
        return segment;
    }

    private void recover() throws IOException {
        Map.Entry<Long, Segment> last = segments.lastEntry();
        if (last == null) {
            return;
        }
        Segment segment = last.getValue();
        boolean whole = segment.scan();
        boolean closed = EndMark.check(folder, segment);
        if (!whole && !options.readOnly()) {
            TailRepair.check(segment, options.maxEventBytes());
        }
        if (!(whole && closed) && !options.readOnly()) {
            TailRepair.settle(segment);
        }
        end = segment.end();
        nextOffset = end;
        nextSegmentBase = segment.base;
        nextPosition = segment.bytes();
    }

    String name() {
        return name;
    }

    PrivateFolder folder() {
        return folder;
    }

    Groups groups() {
        return groups;
    }

    // ---- publishing

    /**
     * Adds a record to the open commit group.
     *
     * @return true if the group was begun with it, so that the committer must be told
     */
    boolean append(ByteWriter record, SendResults results, int item) {
        CRC32C crc = new CRC32C();
        crc.update(record.array(), 0, record.size());
        boolean now = options.durability() == Durability.NONE;
        boolean begun;
        long offset;
        synchronized (appending) {
            CommitGroup known = open;
            CommitGroup group = known == null ? begin() : known;
            open = group;
            offset = group.add(record.array(), record.size(), crc);
            nextOffset++;
            nextPosition += Frame.HEAD + record.size();
            begun = known == null;
            if (!now) {
                group.await(results, item, offset);
            }
        }
        if (now) {
            results.accepted(item, Long.toString(offset));
        }
        return begun;
    }

    private CommitGroup begin() {
        if (nextPosition >= options.segmentBytes()) {
            nextSegmentBase = nextOffset;
            nextPosition = 0;
        }
        return new CommitGroup(pool, nextSegmentBase, (int) nextPosition, nextOffset);
    }

    // ---- committing, by the committer's thread only

    @Nullable CommitGroup takeGroup() {
        synchronized (appending) {
            CommitGroup taken = open;
            open = null;
            return taken;
        }
    }

    /** Writes a group, beginning its segment if need be. */
    void write(CommitGroup group) throws IOException {
        if (active == null || active.base != group.segmentBase) {
            activate(group.segmentBase);
        }
        active().write(group);
    }

    void force() throws IOException {
        active().force();
    }

    /** Cuts off what was written and promised to nobody, after a failure to make it durable. */
    void takeBack() throws IOException {
        if (active != null) {
            Segment segment = segments.get(active.base);
            active.cutTo(segment == null ? 0 : segment.bytes());
        }
    }

    /** Lets a written group be read. */
    void publish(CommitGroup group) {
        Segment segment = Objects.requireNonNull(segments.get(group.segmentBase));
        segment.added(group);
        end = segment.end();
        groups.published();
    }

    private SegmentWriter active() {
        return Objects.requireNonNull(active, "a segment is active while a group is written");
    }

    private void activate(long base) throws IOException {
        if (active != null) {
            active.complete();
            active.close();
        }
        active = new SegmentWriter(folder, base, disk);
        if (!segments.containsKey(base)) {
            addSegment(folder.resolve(LogFiles.segmentFile(base)));
            LogFiles.forceFolder(folder.path());
        }
    }

    /** Deletes the oldest segments that are too old or too much and that no group needs; returns their bytes. */
    long retain(Instant now) throws IOException {
        long freed = 0;
        long needed = groups.low(Long.MAX_VALUE);
        long oldestKept = now.minus(options.retain()).toEpochMilli();
        while (segments.size() > 1) {
            Segment first = segments.firstEntry().getValue();
            Segment second = segments.higherEntry(first.base).getValue();
            boolean tooOld = second.base < end && timeAt(second.base) < oldestKept;
            if (second.base > needed || !(tooOld || bytes() > options.retainBytes())) {
                break;
            }
            freed += first.fileBytes();
            segments.remove(first.base);
            first.close();
            Files.delete(first.path);
        }
        return freed;
    }

    long bytes() {
        return segments.values().stream().mapToLong(Segment::fileBytes).sum();
    }

    /** Takes in what another process has written meanwhile. */
    void follow() throws IOException {
        for (Path path : LogFiles.segments(folder.path())) {
            if (!segments.containsKey(LogFiles.segmentBase(path))) {
                addSegment(path);
            }
        }
        Map.Entry<Long, Segment> last = segments.lastEntry();
        if (last != null) {
            last.getValue().scan();
            if (last.getValue().end() > end) {
                end = last.getValue().end();
                groups.published();
            }
        }
    }

    /** Refuses what came after the last commit. */
    void refuseOpen(CloudException why) {
        CommitGroup left = takeGroup();
        if (left != null) {
            left.refused(why);
        }
    }

    /** Makes everything durable and notes how far the topic reaches. */
    void complete() throws IOException {
        if (active != null) {
            active.complete();
        }
        EndMark.write(folder, end);
    }

    /** Closes the files. */
    void close() throws IOException {
        Closing closing = new Closing();
        SegmentWriter writing = active;
        if (writing != null) {
            closing.run(writing::close);
        }
        segments.values().forEach(segment -> closing.run(segment::close));
        closing.end();
    }

    // ---- reading

    @Override
    public long oldest() {
        Map.Entry<Long, Segment> first = segments.firstEntry();
        return first == null ? 0 : first.getKey();
    }

    @Override
    public long end() {
        return end;
    }

    @Override
    public List<Stored> read(long from, int maxRecords, long maxBytes) {
        Map.Entry<Long, Segment> entry = segments.floorEntry(from);
        long readable = end;
        if (entry == null || from >= readable) {
            return List.of();
        }
        Long next = segments.higherKey(entry.getKey());
        long until = next == null ? readable : Math.min(next, readable);
        try {
            return known(entry.getValue(), from).read(from, until, maxRecords, maxBytes);
        } catch (IOException e) {
            throw LogFiles.failed("read the topic " + name, e);
        }
    }

    /** Older segments are looked through when they are first read; the first record needs no looking. */
    private static Segment known(Segment segment, long offset) throws IOException {
        if (offset > segment.base && offset >= segment.end()) {
            segment.scan();
            if (offset >= segment.end()) {
                throw LogFiles.corrupted(
                        segment.path, segment.bytes(), "the record of offset " + segment.end() + " fails its checksum");
            }
        }
        return segment;
    }

    @Override
    public long at(Instant time) {
        long millis = time.toEpochMilli();
        long from = oldest();
        for (Segment segment : segments.values()) {
            if (segment.base < end && timeAt(segment.base) < millis) {
                from = segment.base;
            }
        }
        for (long offset = from; offset < end; ) {
            for (Stored stored : read(offset, 512, Long.MAX_VALUE)) {
                if (stored.head().acceptedMillis() >= millis) {
                    return stored.offset();
                }
                offset = stored.offset() + 1;
            }
        }
        return end;
    }

    private long timeAt(long offset) {
        return read(offset, 1, 1).get(0).head().acceptedMillis();
    }
}
