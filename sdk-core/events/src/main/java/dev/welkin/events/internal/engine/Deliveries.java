package dev.welkin.events.internal.engine;

import dev.welkin.CloudException;
import dev.welkin.events.Depth;
import dev.welkin.events.spi.Lease;
import dev.welkin.events.spi.ReceiveRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of one group: what is leased, what waits for another attempt, what is parked behind an earlier event
 * of its key, and what is acknowledged. Guarded by its {@link Group}.
 */
final class Deliveries {
    /** Parked offsets are kept in memory; with so many, the group reads no further until some are handled. */
    private static final int MAX_PARKED = 100_000;

    private static final int READ_AHEAD = 512;

    private final TopicStore topic;
    private final GroupJournal journal;
    private AckSet acks;
    /** The next offset to read for the first time. */
    private long cursor;

    private final Map<Long, GroupLease> leased = new HashMap<>();
    private final PriorityQueue<Retry> retries =
            new PriorityQueue<>(Comparator.comparingLong(Retry::dueNanos).thenComparingLong(Retry::offset));
    /** How often offsets that are not leased were delivered before. */
    private final Map<Long, Integer> attempts;

    private final Map<String, KeyLane> lanes = new HashMap<>();
    /** Lanes with parked events and none waiting for another attempt. */
    private final Set<KeyLane> open = new LinkedHashSet<>();

    private int parked;
    /** No lease ends before this. */
    private long nextExpiry = Long.MAX_VALUE;

    Deliveries(TopicStore topic, GroupState state, GroupJournal journal) {
        this.topic = topic;
        this.journal = journal;
        this.acks = AckSet.restore(state.low(), state.acked(), Long.MAX_VALUE);
        this.attempts = new HashMap<>(state.attempts());
        this.cursor = acks.low();
    }

    // ---- taking

    List<Lease> take(GroupReceiver receiver, ReceiveRequest request, long now) {
        Batch batch = new Batch(receiver, request, now + request.lease().toNanos());
        expire(now);
        try {
            takeRetries(batch, now);
            takeParked(batch);
            takeNew(batch);
        } catch (CloudException e) {
            // what was taken before the damage is handed out first; the next receive meets it again
            if (batch.leases.isEmpty()) {
                throw e;
            }
        }
        return batch.leases;
    }

    private void takeRetries(Batch batch, long now) {
        for (Retry next = retries.peek();
                next != null && next.dueNanos() <= now && batch.hasRoom();
                next = retries.peek()) {
            Stored stored = read(next.offset());
            retries.poll();
            KeyLane lane = next.lane();
            if (lane != null && --lane.retrying == 0 && !lane.parked.isEmpty()) {
                open.add(lane);
            }
            lease(stored, lane, batch);
        }
    }

    private void takeParked(Batch batch) {
        for (KeyLane lane : List.copyOf(open)) {
            while (batch.hasRoom() && !lane.parked.isEmpty() && lane.openTo(batch.receiver)) {
                Stored stored = read(lane.parked.element());
                lane.parked.remove();
                parked--;
                lease(stored, lane, batch);
            }
            if (lane.parked.isEmpty()) {
                open.remove(lane);
            }
        }
    }

    private void takeNew(Batch batch) {
        cursor = Math.max(cursor, topic.oldest());
        while (batch.hasRoom() && parked < MAX_PARKED && cursor < topic.end()) {
            for (Stored stored : topic.read(cursor, Math.min(READ_AHEAD, batch.room()), batch.bytesLeft())) {
                cursor = stored.offset() + 1;
                if (!acks.contains(stored.offset())) {
                    leaseOrPark(stored, batch);
                }
            }
        }
    }

    private void leaseOrPark(Stored stored, Batch batch) {
        String key = batch.receiver.ordered() ? stored.head().key() : null;
        if (key == null) {
            lease(stored, null, batch);
            return;
        }
        KeyLane lane = lanes.computeIfAbsent(key, KeyLane::new);
        if (lane.parked.isEmpty() && lane.openTo(batch.receiver)) {
            lease(stored, lane, batch);
        } else {
            park(lane, stored.offset());
        }
    }

    private void lease(Stored stored, @Nullable KeyLane lane, Batch batch) {
        Integer before = attempts.remove(stored.offset());
        int attempt = before == null ? 1 : before + 1;
        GroupLease lease = new GroupLease(stored, batch.receiver, lane, attempt, batch.until);
        leased.put(stored.offset(), lease);
        if (lane != null) {
            lane.lease(lease);
        }
        nextExpiry = Math.min(nextExpiry, batch.until);
        journal.leased(stored.offset());
        batch.add(lease);
    }

    private Stored read(long offset) {
        return topic.read(offset, 1, 1).get(0);
    }

    // ---- settling

    boolean ack(GroupLease lease) {
        if (!remove(lease)) {
            return false;
        }
        acks.add(lease.offset());
        journal.acked(lease.offset());
        settled(lease.lane());
        return true;
    }

    boolean retry(GroupLease lease, long dueNanos) {
        if (!remove(lease)) {
            return false;
        }
        attempts.put(lease.offset(), lease.attempt());
        delay(lease, dueNanos);
        takeBackLater(lease);
        return true;
    }

    void release(GroupLease lease, long now) {
        if (!remove(lease)) {
            return;
        }
        takeBackLater(lease);
        untried(lease);
        KeyLane lane = lease.lane();
        if (lane == null) {
            delay(lease, now);
        } else {
            park(lane, lease.offset());
            settled(lane);
        }
    }

    void releaseAll(GroupReceiver receiver, long now) {
        leased.values().stream()
                .filter(lease -> lease.receiver() == receiver)
                .sorted(Comparator.comparingLong(GroupLease::offset))
                .toList()
                .forEach(lease -> release(lease, now));
    }

    void extend(GroupLease lease, long untilNanos) {
        if (leased.get(lease.offset()) == lease) {
            lease.extendTo(untilNanos);
            nextExpiry = Math.min(nextExpiry, untilNanos);
        }
    }

    void move(long offset) {
        leased.values().forEach(GroupLease::end);
        leased.clear();
        retries.clear();
        attempts.clear();
        lanes.clear();
        open.clear();
        parked = 0;
        acks = new AckSet(offset);
        cursor = offset;
        journal.moved(offset);
    }

    private boolean remove(GroupLease lease) {
        if (!leased.remove(lease.offset(), lease)) {
            return false;
        }
        lease.end();
        KeyLane lane = lease.lane();
        if (lane != null) {
            lane.leased.remove(lease.offset());
        }
        return true;
    }

    private void delay(GroupLease lease, long dueNanos) {
        KeyLane lane = lease.lane();
        retries.add(new Retry(dueNanos, lease.offset(), lane));
        if (lane != null) {
            lane.retrying++;
            open.remove(lane);
        }
    }

    /** Keeps the order of a key: what is behind an event that comes again comes again behind it. */
    private void takeBackLater(GroupLease lease) {
        KeyLane lane = lease.lane();
        if (lane == null) {
            return;
        }
        for (GroupLease later : List.copyOf(lane.leased.tailMap(lease.offset()).values())) {
            remove(later);
            untried(later);
            park(lane, later.offset());
        }
    }

    private void untried(GroupLease lease) {
        if (lease.attempt() > 1) {
            attempts.put(lease.offset(), lease.attempt() - 1);
        }
        journal.released(lease.offset());
    }

    private void park(KeyLane lane, long offset) {
        lane.parked.add(offset);
        parked++;
    }

    private void settled(@Nullable KeyLane lane) {
        if (lane == null) {
            return;
        }
        if (lane.isIdle()) {
            lanes.remove(lane.key, lane);
        } else if (lane.retrying == 0 && !lane.parked.isEmpty()) {
            open.add(lane);
        }
    }

    // ---- time

    private void expire(long now) {
        if (nextExpiry > now) {
            return;
        }
        List<GroupLease> ended = leased.values().stream()
                .filter(lease -> lease.untilNanos() <= now)
                .sorted(Comparator.comparingLong(GroupLease::offset))
                .toList();
        ended.forEach(lease -> retry(lease, now));
        nextExpiry =
                leased.values().stream().mapToLong(GroupLease::untilNanos).min().orElse(Long.MAX_VALUE);
    }

    /** Returns how long until a retry is due or a lease may have ended. */
    long nanosToNextDue(long now) {
        Retry next = retries.peek();
        long retry = next == null ? Long.MAX_VALUE : Math.max(0, next.dueNanos() - now);
        long expiry = nextExpiry == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, nextExpiry - now);
        return Math.min(retry, expiry);
    }

    boolean hasOpenLanes() {
        return !open.isEmpty();
    }

    // ---- counting

    Depth depth() {
        long from = Math.max(acks.low(), topic.oldest());
        return new Depth(Math.max(0, topic.end() - from - acks.countAbove() - leased.size()), leased.size());
    }

    long low() {
        return acks.low();
    }

    GroupState state() {
        Map<Long, Integer> delivered = new HashMap<>(attempts);
        leased.forEach((offset, lease) -> delivered.put(offset, lease.attempt()));
        return new GroupState(acks.low(), acks.above(), delivered);
    }

    /** An event that waits for another attempt. */
    private record Retry(
            long dueNanos, long offset, @Nullable KeyLane lane) {}

    /** What one receive has taken so far. */
    private static final class Batch {
        private final GroupReceiver receiver;
        private final long until;
        private final int maxEvents;
        private final long maxBytes;
        private final List<Lease> leases = new ArrayList<>();
        private long bytes;

        Batch(GroupReceiver receiver, ReceiveRequest request, long until) {
            this.receiver = receiver;
            this.until = until;
            this.maxEvents = request.maxEvents();
            this.maxBytes = request.maxBytes();
        }

        void add(GroupLease lease) {
            leases.add(lease);
            bytes += lease.sizeBytes();
        }

        boolean hasRoom() {
            return leases.isEmpty() || (leases.size() < maxEvents && bytes < maxBytes);
        }

        int room() {
            return maxEvents - leases.size();
        }

        long bytesLeft() {
            return maxBytes - bytes;
        }
    }
}
