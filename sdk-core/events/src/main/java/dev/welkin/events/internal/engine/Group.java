package dev.welkin.events.internal.engine;

import dev.welkin.events.Depth;
import dev.welkin.events.StartAt;
import dev.welkin.events.spi.Lease;
import dev.welkin.events.spi.ReceiveRequest;
import dev.welkin.time.CloudClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One group on one topic: hands out leases, waits for what is due, and keeps what was settled. All receivers of the
 * group share it. What it knows of single events is in {@link Deliveries}, guarded by its lock.
 */
public final class Group {
    private final TopicStore topic;
    private final CloudClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Deliveries deliveries;
    private final Set<GroupReceiver> receivers = new HashSet<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final long origin;

    /** Starts from what was settled before. */
    public Group(TopicStore topic, CloudClock clock, GroupState state, GroupJournal journal) {
        this.topic = topic;
        this.clock = clock;
        this.origin = clock.nanoTime();
        this.deliveries = new Deliveries(topic, state, journal);
    }

    /** Adds a receiver. */
    public GroupReceiver join(boolean ordered) {
        GroupReceiver receiver = new GroupReceiver(this, ordered);
        lock.lock();
        try {
            receivers.add(receiver);
            return receiver;
        } finally {
            lock.unlock();
        }
    }

    void leave(GroupReceiver receiver) {
        lock.lock();
        try {
            receivers.remove(receiver);
            deliveries.releaseAll(receiver, nanoTime());
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether receivers are open. */
    public boolean inUse() {
        lock.lock();
        try {
            return !receivers.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Tells the group that its topic has more to read. */
    public void published() {
        if (waiting.get() > 0) {
            wake();
        }
    }

    private void wake() {
        lock.lock();
        try {
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<Lease> receive(GroupReceiver receiver, ReceiveRequest request) throws InterruptedException {
        long realDeadline = System.nanoTime() + request.waitFor().toNanos();
        long deadline = nanoTime() + request.waitFor().toNanos();
        lock.lockInterruptibly();
        waiting.incrementAndGet();
        try {
            while (receivers.contains(receiver)) {
                List<Lease> taken = deliveries.take(receiver, request, nanoTime());
                if (!taken.isEmpty() || deadline <= nanoTime() || realDeadline - System.nanoTime() <= 0) {
                    return taken;
                }
                awaitWork(deadline, realDeadline);
            }
            return List.of();
        } finally {
            waiting.decrementAndGet();
            lock.unlock();
        }
    }

    /** Waits for a publish, for the next retry or lease that is due on the clock, or for the end of real time. */
    @SuppressWarnings("WaitNotInLoop") // its caller loops
    private void awaitWork(long deadline, long realDeadline) throws InterruptedException {
        long now = nanoTime();
        long due = Math.min(deadline - now, deliveries.nanosToNextDue(now));
        CloudClock.Timer timer = clock.schedule(Duration.ofNanos(due), this::wake);
        try {
            work.awaitNanos(realDeadline - System.nanoTime());
        } finally {
            timer.cancel();
        }
    }

    int ack(List<Lease> leases) {
        lock.lock();
        try {
            int settled = 0;
            for (Lease lease : leases) {
                settled += deliveries.ack((GroupLease) lease) ? 1 : 0;
            }
            wakeForParked();
            return settled;
        } finally {
            lock.unlock();
        }
    }

    boolean retry(GroupLease lease, Duration after) {
        lock.lock();
        try {
            work.signalAll();
            return deliveries.retry(lease, nanoTime() + after.toNanos());
        } finally {
            lock.unlock();
        }
    }

    void release(List<Lease> leases) {
        lock.lock();
        try {
            leases.stream()
                    .map(GroupLease.class::cast)
                    .sorted(Comparator.comparingLong(GroupLease::offset))
                    .forEach(lease -> deliveries.release(lease, nanoTime()));
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void extend(List<Lease> leases, Duration span) {
        lock.lock();
        try {
            long until = nanoTime() + span.toNanos();
            leases.forEach(lease -> deliveries.extend((GroupLease) lease, until));
        } finally {
            lock.unlock();
        }
    }

    void seek(StartAt position) {
        lock.lock();
        try {
            deliveries.move(resolve(topic, position));
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the offset that a position stands for. */
    public static long resolve(TopicStore topic, StartAt position) {
        if (position instanceof StartAt.Time at) {
            return topic.at(at.time());
        }
        return position instanceof StartAt.Newest ? topic.end() : topic.oldest();
    }

    Depth depth() {
        lock.lock();
        try {
            return deliveries.depth();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the first offset that the group still needs. */
    public long low() {
        lock.lock();
        try {
            return deliveries.low();
        } finally {
            lock.unlock();
        }
    }

    /** Returns what a restart must know, and lets it be kept before anything else happens. */
    public void snapshot(java.util.function.Consumer<GroupState> keep) {
        lock.lock();
        try {
            keep.accept(deliveries.state());
        } finally {
            lock.unlock();
        }
    }

    /** Returns the clock's reading since this group began: never negative. */
    long nanoTime() {
        return clock.nanoTime() - origin;
    }

    Instant instantAt(long nanos) {
        return clock.now().plusNanos(nanos - nanoTime());
    }

    private void wakeForParked() {
        if (waiting.get() > 0 && deliveries.hasOpenLanes()) {
            work.signalAll();
        }
    }
}
