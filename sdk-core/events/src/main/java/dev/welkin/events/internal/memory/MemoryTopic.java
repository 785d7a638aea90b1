package dev.welkin.events.internal.memory;

import dev.welkin.events.internal.engine.Groups;
import dev.welkin.events.internal.engine.Stored;
import dev.welkin.events.internal.engine.TopicStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The records of a topic, in memory; the oldest go when room is needed and every group is done with them. */
final class MemoryTopic implements TopicStore {
    private final Groups groups = new Groups();
    private final List<byte[]> records = new ArrayList<>();
    /** Records before this index are gone. */
    private int gone;
    /** The offset of index 0. */
    private long first;

    Groups groups() {
        return groups;
    }

    synchronized long append(byte[] record) {
        records.add(record);
        return first + records.size() - 1;
    }

    @Override
    public synchronized long oldest() {
        return first + gone;
    }

    @Override
    public synchronized long end() {
        return first + records.size();
    }

    @Override
    public synchronized List<Stored> read(long from, int maxRecords, long maxBytes) {
        List<Stored> read = new ArrayList<>();
        long bytes = 0;
        for (long offset = Math.max(from, oldest());
                offset < end() && read.size() < maxRecords && (bytes < maxBytes || read.isEmpty());
                offset++) {
            byte[] record = records.get((int) (offset - first));
            read.add(new Stored(offset, record, 0, record.length));
            bytes += record.length;
        }
        return read;
    }

    @Override
    public long at(Instant time) {
        long millis = time.toEpochMilli();
        for (long offset = oldest(); offset < end(); offset++) {
            if (read(offset, 1, 1).get(0).head().acceptedMillis() >= millis) {
                return offset;
            }
        }
        return end();
    }

    /** Drops the oldest records that no group needs until so many bytes are free; returns how many became free. */
    long drop(long bytes) {
        long needed = groups.low(Long.MAX_VALUE);
        long freed = 0;
        synchronized (this) {
            while (freed < bytes && gone < records.size() && oldest() < needed) {
                freed += records.get(gone).length;
                records.set(gone++, new byte[0]);
            }
            if (gone > records.size() / 2) {
                records.subList(0, gone).clear();
                first += gone;
                gone = 0;
            }
        }
        return freed;
    }
}
