package dev.welkin.events.internal.engine;

import dev.welkin.events.spi.Lease;
import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An event leased by a {@link Group}. */
final class GroupLease implements Lease {
    private final Stored stored;
    private final GroupReceiver receiver;
    private final @Nullable KeyLane lane;
    private final int attempt;
    private volatile @Nullable CloudEvent event;
    private volatile long untilNanos;
    private volatile boolean held = true;

    GroupLease(Stored stored, GroupReceiver receiver, @Nullable KeyLane lane, int attempt, long untilNanos) {
        this.stored = stored;
        this.receiver = receiver;
        this.lane = lane;
        this.attempt = attempt;
        this.untilNanos = untilNanos;
    }

    @Override
    public CloudEvent event() {
        CloudEvent decoded = event;
        if (decoded == null) {
            decoded = stored.event();
            event = decoded;
        }
        return decoded;
    }

    @Override
    public Optional<String> key() {
        return lane == null ? Optional.empty() : Optional.of(lane.key);
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public int sizeBytes() {
        return stored.length();
    }

    @Override
    public Instant until() {
        return receiver.group().instantAt(untilNanos);
    }

    @Override
    public boolean held() {
        return held && untilNanos > receiver.group().nanoTime();
    }

    long offset() {
        return stored.offset();
    }

    GroupReceiver receiver() {
        return receiver;
    }

    @Nullable KeyLane lane() {
        return lane;
    }

    long untilNanos() {
        return untilNanos;
    }

    void extendTo(long nanos) {
        untilNanos = nanos;
    }

    void end() {
        held = false;
    }
}
