package dev.welkin.events.internal.engine;

import dev.welkin.CloudException;
import dev.welkin.events.Depth;
import dev.welkin.events.StartAt;
import dev.welkin.events.spi.EventReceiver;
import dev.welkin.events.spi.Lease;
import dev.welkin.events.spi.ReceiveRequest;
import java.time.Duration;
import java.util.List;

/** One consumer of a {@link Group}. */
final class GroupReceiver implements EventReceiver {
    private final Group group;
    private final boolean ordered;

    GroupReceiver(Group group, boolean ordered) {
        this.group = group;
        this.ordered = ordered;
    }

    Group group() {
        return group;
    }

    boolean ordered() {
        return ordered;
    }

    @Override
    public List<Lease> receive(ReceiveRequest request) throws InterruptedException {
        List<Lease> leases = group.receive(this, request);
        try {
            leases.forEach(Lease::event);
        } catch (CloudException e) {
            group.release(leases);
            throw e;
        }
        return leases;
    }

    @Override
    public int ack(List<Lease> leases) {
        return group.ack(leases);
    }

    @Override
    public boolean retry(Lease lease, Duration after) {
        return group.retry((GroupLease) lease, after);
    }

    @Override
    public void release(List<Lease> leases) {
        group.release(leases);
    }

    @Override
    public void extend(List<Lease> leases, Duration lease) {
        group.extend(leases, lease);
    }

    @Override
    public void seek(StartAt position) {
        group.seek(position);
    }

    @Override
    public Depth depth() {
        return group.depth();
    }

    @Override
    public void close() {
        group.leave(this);
    }
}
