package dev.welkin.events.internal.log;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.events.Durability;
import dev.welkin.spi.Shown;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a store that writes. It takes the open commit groups of all topics, writes each, forces each file
 * once, and then gives the receipts; what is published meanwhile makes up the next groups. Acknowledgements are written
 * along, or by themselves after a few milliseconds. The first failure stops the store: nothing is promised any more.
 */
final class Committer implements AutoCloseable {
    /** Publishers wait when so many bytes have not been written yet. */
    private static final long MAX_PENDING = 32L << 20;

    private static final long GATHER_ACKS_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Durability durability;
    private final Upkeep upkeep;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private Set<LogTopic> topics = new LinkedHashSet<>();
    private Set<LogGroup> groups = new LinkedHashSet<>();
    private boolean closing;
    private volatile @Nullable CloudException failure;
    private long pending;

    Committer(String store, Durability durability, Upkeep upkeep) {
        this.durability = durability;
        this.upkeep = upkeep;
        this.thread = new Thread(this::run, "welkin-log-" + store);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Waits for room, or throws what stopped the store. */
    void reserve(int bytes) {
        lock.lock();
        try {
            while (pending > MAX_PENDING && failure == null && !closing) {
                room.awaitUninterruptibly();
            }
            CloudException stopped = failure;
            if (stopped != null) {
                throw stopped.toBuilder().cause(stopped).build();
            }
            if (closing) {
                throw closed();
            }
            pending += bytes;
        } finally {
            lock.unlock();
        }
    }

    static CloudException closed() {
        return CloudException.of(ErrorCode.CLOSED, "The event log is closed");
    }

    void dirty(LogTopic topic) {
        lock.lock();
        try {
            topics.add(topic);
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    void dirty(LogGroup group) {
        lock.lock();
        try {
            groups.add(group);
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether everything could be written so far. */
    boolean hasWorked() {
        return failure == null;
    }

    /** Commits what is there and ends the thread. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            work.signal();
            room.signalAll();
        } finally {
            lock.unlock();
        }
        Threads.join(thread);
    }

    private void run() {
        for (Round round = next(); round != null; round = next()) {
            commit(round);
        }
    }

    /** Waits for publishes; for acknowledgements alone a little longer, so that they come together. */
    private @Nullable Round next() {
        lock.lock();
        try {
            while (topics.isEmpty() && groups.isEmpty() && !closing) {
                work.awaitUninterruptibly();
            }
            long left = GATHER_ACKS_NANOS;
            while (topics.isEmpty() && !closing && left > 0) {
                left = work.awaitNanos(left);
            }
            if (topics.isEmpty() && groups.isEmpty()) {
                return null;
            }
            Round round = new Round(topics, groups);
            topics = new LinkedHashSet<>();
            groups = new LinkedHashSet<>();
            return round;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the committer", e);
        } finally {
            lock.unlock();
        }
    }

    private void commit(Round round) {
        List<Written> written = new ArrayList<>();
        round.topics.forEach(topic -> {
            CommitGroup group = topic.takeGroup();
            if (group != null) {
                written.add(new Written(topic, group));
            }
        });
        try {
            write(written);
            for (LogGroup group : round.groups) {
                group.flush();
            }
        } catch (IOException | RuntimeException e) {
            stop(e, written);
        }
    }

    private void write(List<Written> written) throws IOException {
        if (failure != null) {
            throw new IOException("the store has stopped", failure);
        }
        long bytes = 0;
        for (Written one : written) {
            one.topic.write(one.group);
            bytes += one.group.bytes();
        }
        if (durability == Durability.FSYNC) {
            for (Written one : written) {
                one.topic.force();
            }
        }
        release(bytes);
        for (Written one : List.copyOf(written)) {
            one.topic.publish(one.group);
            one.group.accepted();
            written.remove(one);
        }
        upkeep.written(bytes);
    }

    private void release(long bytes) {
        lock.lock();
        try {
            pending -= bytes;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** After a failed force nobody knows what the disk has, so no later success may be believed. */
    private void stop(Exception cause, List<Written> unwritten) {
        CloudException why = CloudException.builder(
                        ErrorCode.UNAVAILABLE,
                        "The event log has stopped, because writing failed: " + Shown.of(cause.getMessage())
                                + ". What has a receipt is stored. Make room or repair the disk, then open it again")
                .provider("log")
                .reason("store_stopped")
                .operation("events.publish")
                .retryable(false)
                .cause(cause)
                .build();
        lock.lock();
        try {
            failure = failure == null ? why : failure;
            room.signalAll();
        } finally {
            lock.unlock();
        }
        unwritten.forEach(one -> takeBack(one.topic, why));
        unwritten.forEach(one -> one.group.refused(why));
        upkeep.stopped(why);
    }

    /** So that opening the log again does not find what its publishers were told is not stored. */
    private static void takeBack(LogTopic topic, CloudException why) {
        try {
            topic.takeBack();
        } catch (IOException e) {
            why.addSuppressed(e); // opening settles what the disk has
        }
    }

    /** What the committer's thread does besides writing. */
    interface Upkeep {
        /** So many bytes were written. */
        void written(long bytes) throws IOException;

        /** The store has stopped. */
        void stopped(CloudException why);
    }

    private record Round(Set<LogTopic> topics, Set<LogGroup> groups) {}

    private record Written(LogTopic topic, CommitGroup group) {}
}
