package dev.welkin.events.spi;

import dev.welkin.CloudException;
import dev.welkin.events.Depth;
import dev.welkin.events.StartAt;
import java.time.Duration;
import java.util.List;

/**
 * One consumer of a group. Every event of the topic is leased to one receiver of the group at a time and comes again
 * until it is acknowledged. Safe for use by several threads.
 *
 * <p>In an ordered receiver, while an event with a key is unsettled, later events of that key MUST go to no other
 * receiver. {@link #retry} of an event, and the expiry of its lease, MUST take back the later leases of its key without
 * counting an attempt ({@link Lease#held} turns false), so that they come again behind it. Other keys MUST NOT wait for
 * it.
 */
public interface EventReceiver extends AutoCloseable {
    /**
     * Leases the next events. Waits for the first one at most as long as asked, measured on the Cloud's clock and never
     * longer in real time.
     *
     * @param request what to take
     * @return the events in order; empty if none came in time or the receiver was closed meanwhile
     * @throws CloudException CORRUPTED if stored data does not match its checksum
     * @throws InterruptedException if the thread is interrupted while waiting
     */
    List<Lease> receive(ReceiveRequest request) throws InterruptedException;

    /**
     * Settles events for good.
     *
     * @param leases leases of this receiver; those no longer held are left out
     * @return how many were settled
     */
    int ack(List<Lease> leases);

    /**
     * Gives an event back to come again later.
     *
     * @param lease a lease of this receiver
     * @param after not before this time has passed
     * @return false if the lease was no longer held; then nothing happens
     */
    boolean retry(Lease lease, Duration after);

    /**
     * Gives events back at once without counting an attempt, where the backend can.
     *
     * @param leases leases of this receiver; those no longer held are left out
     */
    void release(List<Lease> leases);

    /**
     * Reserves events anew, from now on. Called on the clock's thread: MUST NOT wait for input or output.
     *
     * @param leases leases of this receiver; those no longer held are left out
     * @param lease how long from now
     */
    void extend(List<Lease> leases, Duration lease);

    /**
     * Moves the whole group. Leases that stand are taken back.
     *
     * @param position where the group goes on
     * @throws CloudException UNSUPPORTED if the backend cannot
     */
    void seek(StartAt position);

    /**
     * Counts what the group has before it.
     *
     * @return the counts, or the backend's best estimate
     */
    Depth depth();

    /** Gives back what is leased and ends a waiting {@link #receive}. Later calls do nothing. */
    @Override
    void close();
}
