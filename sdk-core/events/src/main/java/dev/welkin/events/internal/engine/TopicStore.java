package dev.welkin.events.internal.engine;

import java.time.Instant;
import java.util.List;

/** The records of one topic, numbered without gaps. Safe for use by several threads. */
public interface TopicStore {
    /** Returns the offset of the oldest record still there, or {@link #end()} if there is none. */
    long oldest();

    /** Returns the offset behind the newest record that may be read. */
    long end();

    /**
     * Reads records in order: at most so many, and stopping when they reach so many bytes; at least one if there is
     * one. CORRUPTED, naming file and place, where a checksum does not hold.
     */
    List<Stored> read(long from, int maxRecords, long maxBytes);

    /** Returns the offset of the first record accepted at or after a time, or {@link #end()}. */
    long at(Instant time);
}
