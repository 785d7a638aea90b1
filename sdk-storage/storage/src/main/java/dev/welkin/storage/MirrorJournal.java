package dev.welkin.storage;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import dev.welkin.time.CloudClock;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Which keys of a mirrored bucket may differ: an object per write under way or broken off, in the first bucket. It is
 * written before the write begins, so that a process killed in the middle leaves it behind.
 */
final class MirrorJournal {
    /** Keys that begin so are the journal's own. */
    static final String PREFIX = ".welkin-mirror/";

    /** For so long an entry may be that of a write under way elsewhere, and is kept though its key was repaired. */
    static final Duration GRACE = Duration.ofMinutes(15);

    private final Bucket bucket;
    private final CloudClock clock;

    MirrorJournal(Bucket bucket, CloudClock clock) {
        this.bucket = bucket;
        this.clock = clock;
    }

    /** One object of the journal, and the key that it is about. */
    record Entry(String name, Instant begun, String key) {}

    Entry begin(String key) {
        Entry entry = new Entry(PREFIX + UUID.randomUUID(), clock.now(), key);
        bucket.put(entry.name(), (entry.begun() + " " + key).getBytes(StandardCharsets.UTF_8));
        return entry;
    }

    void end(Entry entry) {
        bucket.delete(entry.name());
    }

    /** Nobody can be at it any more. */
    boolean abandoned(Entry entry) {
        return entry.begun().plus(GRACE).isBefore(clock.now());
    }

    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (ObjectInfo object : bucket.list(PREFIX)) {
            try {
                entries.add(read(object.key()));
            } catch (CloudException e) {
                if (e.code() != ErrorCode.NOT_FOUND) { // its write has ended since
                    throw e;
                }
            }
        }
        return entries;
    }

    private Entry read(String name) {
        String text = new String(bucket.getBytes(name), StandardCharsets.UTF_8);
        int space = text.indexOf(' ');
        try {
            return new Entry(name, Instant.parse(text.substring(0, Math.max(0, space))), text.substring(space + 1));
        } catch (DateTimeException e) {
            throw CloudException.of(
                    ErrorCode.CORRUPTED,
                    "The journal entry " + Shown.of(name) + " of the mirrored bucket is none; look at it, and delete it"
                            + " once the buckets are the same",
                    e);
        }
    }

    static String checked(String key) {
        if (key.startsWith(PREFIX)) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            "Keys of a mirrored bucket do not begin with " + PREFIX + ": its journal lies there")
                    .reason("reserved")
                    .build();
        }
        return key;
    }
}
