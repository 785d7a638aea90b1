package dev.welkin.storage;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps several buckets the same. The first decides: what is there counts, and the others follow it. A write is noted,
 * made in the first, made in the others, and then the first is asked whether it is still the latest; if another writer
 * came in between, the others are made to follow once more. Whoever writes last in the first bucket so is the last in
 * all.
 */
final class Mirror {
    /** So often others may write a key while it is brought in step, before that is a failure. */
    private static final int ROUNDS = 100;

    private static final long IN_MEMORY_BYTES = 8L << 20;

    private final Bucket first;
    private final List<Bucket> others;
    private final MirrorJournal journal;

    Mirror(Bucket first, List<Bucket> others, MirrorJournal journal) {
        this.first = first;
        this.others = List.copyOf(others);
        this.journal = journal;
    }

    List<Bucket> others() {
        return others;
    }

    /** A write of the first bucket; tells what is there after it. */
    interface Write<T> {
        T run() throws InterruptedException;
    }

    /** Makes the others do what was done in the first; tells whether it is still the latest there. */
    interface Follow<T> {
        boolean after(T written);
    }

    <T> T write(String key, Write<T> write, Follow<T> follow) throws InterruptedException {
        MirrorJournal.Entry entry = journal.begin(key);
        T written = inFirst(entry, write);
        try {
            if (!follow.after(written)) {
                bringInStep(key);
            }
        } catch (CloudException e) {
            throw incomplete(key, e);
        }
        journal.end(entry);
        return written;
    }

    private <T> T inFirst(MirrorJournal.Entry entry, Write<T> write) throws InterruptedException {
        try {
            return write.run();
        } catch (CloudException e) {
            if (refused(e)) {
                forget(entry, e);
            }
            throw e;
        }
    }

    /** The first bucket said no: nothing has changed anywhere. */
    private static boolean refused(CloudException e) {
        return switch (e.code()) {
            case ALREADY_EXISTS, PRECONDITION_FAILED, INVALID_ARGUMENT -> !e.outcomeUnknown();
            default -> false;
        };
    }

    private void forget(MirrorJournal.Entry entry, CloudException why) {
        try {
            journal.end(entry);
        } catch (CloudException e) {
            why.addSuppressed(e);
        }
    }

    /** Makes the others follow until the first did not change meanwhile. */
    void bringInStep(String key) {
        for (int round = 0; round < ROUNDS; round++) {
            Optional<ObjectInfo> before = find(first, key);
            boolean followed = true;
            for (Bucket other : others) {
                followed &= follow(other, key, before);
            }
            if (followed && same(before, find(first, key))) {
                return;
            }
        }
        throw CloudException.of(
                ErrorCode.CONFLICT,
                "'" + Shown.of(key) + "' was written " + ROUNDS + " times while it was brought in step; call repair()"
                        + " when it is quiet");
    }

    /** False if the first, or the other where that can be told, was written meanwhile. */
    private boolean follow(Bucket other, String key, Optional<ObjectInfo> before) {
        if (before.isEmpty()) {
            other.delete(key);
            return true;
        }
        PutMode mode = onlyOver(other, find(other, key));
        GetOptions latest = first.capabilities().has(StorageFeature.CONDITIONAL_READ)
                ? GetOptions.defaults().withIfMatch(before.get().token())
                : GetOptions.defaults();
        try (StoredObject object = first.get(key, latest)) {
            send(object, other, PutOptions.mode(mode).withTags(tags(key)));
            return true;
        } catch (CloudException e) {
            if (overtaken(e)) {
                return false;
            }
            throw e;
        }
    }

    /** What is small is read first, so that sending it can be tried again. */
    private static void send(StoredObject object, Bucket other, PutOptions options) {
        ObjectInfo info = object.info();
        PutOptions all = options.withAttributes(info.attributes());
        if (info.sizeBytes() <= IN_MEMORY_BYTES) {
            other.put(info.key(), object.bytes(), all);
        } else {
            other.put(info.key(), object.stream(), info.sizeBytes(), all);
        }
    }

    private static boolean overtaken(CloudException e) {
        return e.code() == ErrorCode.NOT_FOUND
                || e.code() == ErrorCode.ALREADY_EXISTS
                || e.code() == ErrorCode.PRECONDITION_FAILED;
    }

    /** What another writer has put there since stays. */
    private static PutMode onlyOver(Bucket other, Optional<ObjectInfo> there) {
        if (there.isPresent()) {
            return can(other, StorageFeature.CONDITIONAL_UPDATE)
                    ? PutMode.update(there.get().token())
                    : PutMode.overwrite();
        }
        return can(other, StorageFeature.CONDITIONAL_CREATE) ? PutMode.create() : PutMode.overwrite();
    }

    /** Large content goes in parts, which must be able to do it too. */
    private static boolean can(Bucket other, StorageFeature condition) {
        return other.capabilities().has(condition)
                && (!other.capabilities().has(StorageFeature.MULTIPART)
                        || other.capabilities().has(StorageFeature.CONDITIONAL_MULTIPART));
    }

    private Map<String, String> tags(String key) {
        boolean everywhere = first.capabilities().has(StorageFeature.TAGS)
                && others.stream().allMatch(other -> other.capabilities().has(StorageFeature.TAGS));
        return everywhere ? first.tags(key) : Map.of();
    }

    static boolean same(Optional<ObjectInfo> one, Optional<ObjectInfo> other) {
        return one.map(ObjectInfo::token).equals(other.map(ObjectInfo::token));
    }

    Optional<ObjectInfo> inFirst(String key) {
        return find(first, key);
    }

    private static Optional<ObjectInfo> find(Bucket bucket, String key) {
        try {
            return Optional.of(bucket.head(key));
        } catch (CloudException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    RepairReport repair() {
        List<String> repaired = new ArrayList<>();
        Map<String, CloudException> failures = new TreeMap<>();
        for (MirrorJournal.Entry entry : journal.entries()) {
            try {
                repair(entry);
                repaired.add(entry.key());
            } catch (CloudException e) {
                if (e.code() == ErrorCode.CANCELLED || e.code() == ErrorCode.CLOSED) {
                    throw e;
                }
                failures.put(entry.key(), e);
            }
        }
        return new RepairReport(repaired.stream().distinct().sorted().toList(), failures);
    }

    /** The entry of a write that may be under way is left to it. */
    private void repair(MirrorJournal.Entry entry) {
        bringInStep(entry.key());
        if (journal.abandoned(entry)) {
            journal.end(entry);
        }
    }

    private static CloudException incomplete(String key, CloudException e) {
        return e.toBuilder()
                .message("'" + Shown.of(key) + "' is written in the first bucket of the mirror and not in all of them,"
                        + " so the write does not count as done: write again, or call repair(), once they answer. "
                        + e.getMessage())
                .cause(e)
                .reason("mirror_incomplete")
                .outcomeUnknown(true)
                .build();
    }
}
