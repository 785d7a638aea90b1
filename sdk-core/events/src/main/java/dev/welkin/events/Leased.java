package dev.welkin.events;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.events.spi.Lease;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An event pulled and reserved for the caller until it is settled or its lease ends; then it comes again. Safe for use
 * by several threads.
 */
public final class Leased {
    private final Lease lease;
    private final PullSubscription owner;

    Leased(Lease lease, PullSubscription owner) {
        this.lease = lease;
        this.owner = owner;
    }

    /**
     * Returns the event.
     *
     * @return the event
     */
    public CloudEvent event() {
        return lease.event();
    }

    /**
     * Reads the event's JSON data.
     *
     * @param type the record's type
     * @param <T> the record's type
     * @return the record
     * @throws CloudException CORRUPTED if the data is missing or no such record; {@link #reject} is the usual answer
     */
    public <T> T as(Class<T> type) {
        return owner.decode(lease.event(), type);
    }

    /**
     * Returns how often the event was delivered, this time included.
     *
     * @return 1 for the first time
     */
    public int attempt() {
        return lease.attempt();
    }

    int sizeBytes() {
        return lease.sizeBytes();
    }

    /**
     * Returns until when the event is reserved.
     *
     * @return the time, on the Cloud's clock
     */
    public Instant leaseUntil() {
        return lease.until();
    }

    /**
     * Acknowledges the event: the group will not see it again.
     *
     * @return false if the lease had ended; then the event comes again
     */
    public boolean ack() {
        return owner.ack(List.of(lease)) == 1;
    }

    /**
     * Acknowledges several events at once.
     *
     * @param batch events of any subscriptions
     * @return how many were settled; the leases of the others had ended
     */
    public static int ackAll(Collection<Leased> batch) {
        Map<PullSubscription, List<Lease>> byOwner = new HashMap<>(2);
        for (Leased leased : batch) {
            byOwner.computeIfAbsent(leased.owner, o -> new ArrayList<>(batch.size()))
                    .add(leased.lease);
        }
        int settled = 0;
        for (Map.Entry<PullSubscription, List<Lease>> entry : byOwner.entrySet()) {
            settled += entry.getKey().ack(entry.getValue());
        }
        return settled;
    }

    /**
     * Gives the event back to come again, or sends it to the dead-letter topic if its attempts are used up.
     *
     * @param after not before this time has passed
     * @return false if the lease had ended; then the event comes again anyway
     */
    public boolean retry(Duration after) {
        return owner.retry(lease, after);
    }

    /**
     * Gives the event back as a failed handler does: with the options' back-off.
     *
     * @return false if the lease had ended; then the event comes again anyway
     */
    public boolean retry() {
        return retry(owner.options().backoff().after(lease.attempt()));
    }

    /**
     * Sends the event to the dead-letter topic and acknowledges it.
     *
     * @param reason why; stands in the dead letter, so it must hold no secret
     * @return false if the lease had ended or the dead letter could not be published; then the event comes again
     */
    public boolean reject(String reason) {
        return owner.reject(lease, reason);
    }

    /**
     * Reserves the event anew.
     *
     * @param span how long from now
     * @throws CloudException CONFLICT if the lease had ended
     */
    public void extend(Duration span) {
        if (!lease.held()) {
            throw CloudException.of(
                    ErrorCode.CONFLICT, "The lease of " + lease.event().getId() + " has ended; the event comes again");
        }
        owner.receiver().extend(List.of(lease), span);
    }
}
