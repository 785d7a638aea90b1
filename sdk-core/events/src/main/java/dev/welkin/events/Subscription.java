package dev.welkin.events;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.events.spi.EventReceiver;
import dev.welkin.events.spi.Lease;
import dev.welkin.events.spi.ReceiveRequest;
import dev.welkin.time.CloudClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A handler at work on the events of a group. One thread of its own receives ahead, as far as the options' maxInFlight
 * allows; handlers run on the Cloud's executor. Safe for use by several threads. It ends when it, its bus or its Cloud
 * is closed, or when it fails; {@link #await()} tells how.
 */
public final class Subscription implements AutoCloseable {
    /** How long one receive waits; closing interrupts it. */
    private static final Duration POLL = Duration.ofSeconds(1);

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final String name;
    private final SubscribeOptions options;
    private final Handling handling;
    private final EventReceiver receiver;
    private final Settler settler;
    private final BusParts parts;
    private final Runnable onClosed;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final InHand inHand = new InHand();
    private final ThreadLocal<Boolean> working = new ThreadLocal<>();
    private int workers;
    private boolean paused;
    private boolean stopping;
    private boolean endWhenIdle;
    private boolean receiving = true;
    private boolean closed;
    private @Nullable CloudException failure;
    private CloudClock.Timer keeper;

    Subscription(
            String name,
            SubscribeOptions options,
            Handling handling,
            EventReceiver receiver,
            Settler settler,
            BusParts parts,
            Runnable onClosed) {
        this.name = name;
        this.options = options;
        this.handling = handling;
        this.receiver = receiver;
        this.settler = settler;
        this.parts = parts;
        this.onClosed = onClosed;
        this.keeper = clock().schedule(keepEvery(), this::keepLeases);
        this.thread = new Thread(this::receive, "welkin-events-" + name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Stops giving events to the handler. Those running finish; those waiting here go back to the group. */
    public void pause() {
        lock.lock();
        try {
            paused = true;
            receiver.release(inHand.takeWaiting());
        } finally {
            lock.unlock();
        }
    }

    /** Goes on after {@link #pause()}. */
    public void resume() {
        lock.lock();
        try {
            paused = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Moves the whole group, all its receivers included. Events in hand come again if they lie behind the position.
     *
     * @param position where the group goes on
     * @throws CloudException UNSUPPORTED if the backend has no SEEK
     */
    public void seek(StartAt position) {
        parts.driver().capabilities().require(EventsFeature.SEEK);
        receiver.seek(position);
    }

    /**
     * Counts.
     *
     * @return the counts at this moment
     */
    public SubscriptionStats stats() {
        lock.lock();
        try {
            return new SubscriptionStats(
                    handling.delivered(),
                    settler.acked.sum(),
                    settler.retried.sum(),
                    settler.deadLettered.sum(),
                    handling.duplicates(),
                    inHand.count(),
                    receiver.depth());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the subscription has ended.
     *
     * @throws CloudException what it failed with, if it failed; CANCELLED if the thread is interrupted
     */
    public void await() {
        lock.lock();
        try {
            while (!closed) {
                changed.await();
            }
            if (failure != null) {
                throw failure;
            }
        } catch (InterruptedException e) {
            throw CloudException.interrupted("await of the subscription " + name, e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Receives no more, lets what is in hand finish, and closes.
     *
     * @param within how long, in real time; what is not done by then goes back to the group
     * @return true if everything in hand was finished
     */
    public boolean drain(Duration within) {
        if (isWorker()) {
            endAfterHandlers();
            return false;
        }
        boolean finished = stopAndAwait(within);
        end();
        return finished;
    }

    /**
     * Closes: running handlers have 10 seconds to finish, everything else in hand goes back to the group. Called by a
     * handler, it returns at once and the subscription ends when that handler has. Later calls do nothing.
     */
    @Override
    public void close() {
        close(CLOSE_WITHIN);
    }

    void close(Duration within) {
        pause();
        drain(within);
    }

    private boolean stopAndAwait(Duration within) {
        lock.lock();
        try {
            paused = false;
            stop();
            return awaitIdle(within);
        } finally {
            lock.unlock();
        }
    }

    private void stop() {
        stopping = true;
        changed.signalAll();
        thread.interrupt();
    }

    /** A handler that closes its own subscription must not wait for itself. */
    private void endAfterHandlers() {
        lock.lock();
        try {
            pause();
            endWhenIdle = true;
            stop();
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitIdle(Duration within) {
        long left = within.toNanos();
        try {
            while ((inHand.count() > 0 || receiving) && left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return inHand.count() == 0;
    }

    private boolean isWorker() {
        return Boolean.TRUE.equals(working.get());
    }

    private void end() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            stopping = true;
            keeper.cancel();
            receiver.close();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        onClosed.run();
    }

    private void fail(CloudException why) {
        lock.lock();
        try {
            failure = failure == null ? why : failure;
        } finally {
            lock.unlock();
        }
        parts.notices().tell("subscription_failed", name + " has ended: " + why.getMessage());
        end();
    }

    // ---- receiving

    private void receive() {
        try {
            for (ReceiveRequest next = nextRequest(); next != null; next = nextRequest()) {
                receiveOnce(next);
            }
        } catch (InterruptedException e) {
            // drain and close interrupt this thread to end a waiting receive
        } catch (CloudException e) {
            fail(e);
        } finally {
            received();
        }
    }

    private void received() {
        lock.lock();
        try {
            receiving = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void receiveOnce(ReceiveRequest request) throws InterruptedException {
        try {
            take(receiver.receive(request));
        } catch (CloudException e) {
            if (!e.retryable()) {
                throw e;
            }
            parts.notices().tell("receive_failed", name + ": " + e.getMessage());
            clock().sleep(e.retryAfter().orElse(POLL));
        }
    }

    /** Waits until at least half of what may be in flight is free, so that events come in batches. */
    private @Nullable ReceiveRequest nextRequest() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!stopping && (paused || isStuck() || !hasRoom())) {
                changed.await();
            }
            return stopping
                    ? null
                    : new ReceiveRequest(
                            options.maxInFlight() - inHand.count(),
                            options.maxInFlightBytes() - inHand.bytes(),
                            options.lease(),
                            POLL);
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom() {
        return inHand.count() <= options.maxInFlight() / 2 && inHand.bytes() <= options.maxInFlightBytes() / 2;
    }

    private void take(List<Lease> leases) {
        for (int more = accept(leases); more > 0; more--) {
            startWorker();
        }
    }

    /** Takes events in hand; returns how many workers more they need. */
    private int accept(List<Lease> leases) {
        lock.lock();
        try {
            if (paused || stopping || isStuck()) {
                receiver.release(leases);
                return 0;
            }
            leases.forEach(inHand::add);
            int more = Math.min(options.concurrency() - workers, inHand.count() - inHand.running());
            workers += more;
            return more;
        } finally {
            lock.unlock();
        }
    }

    // ---- handling

    private void startWorker() {
        try {
            executor().execute(this::work);
        } catch (RejectedExecutionException e) {
            workerEnded();
            throw CloudException.of(
                    ErrorCode.OVERLOADED, name + ": the Cloud's executor refuses to run the handler", e);
        }
    }

    private void workerEnded() {
        lock.lock();
        try {
            workers--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        working.set(true);
        try {
            for (Lease next = nextLease(); next != null; next = nextLease()) {
                try {
                    handling.handle(next);
                } finally {
                    done(next);
                }
            }
        } catch (CloudException e) {
            fail(e);
        } finally {
            working.remove();
        }
        if (isOver()) {
            end();
        }
    }

    private boolean isOver() {
        lock.lock();
        try {
            return endWhenIdle && workers == 0;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Lease nextLease() {
        lock.lock();
        try {
            Lease next = paused || closed ? null : inHand.start(clock().nanoTime());
            if (next == null) {
                workers--;
                changed.signalAll();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void done(Lease lease) {
        lock.lock();
        try {
            inHand.done(lease);
            if (hasRoom() || stopping) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- leases

    private Duration keepEvery() {
        return options.lease().dividedBy(3);
    }

    /** Extends what is in hand; runs on the clock's thread until the subscription ends. */
    private void keepLeases() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (isStuck()) {
                receiver.release(inHand.takeWaiting());
            }
            receiver.extend(inHand.toExtend(clock().nanoTime(), longest()), options.lease());
            keeper = clock().schedule(keepEvery(), this::keepLeases);
        } finally {
            lock.unlock();
        }
    }

    /** While every handler runs longer than it may, events are left to the other receivers of the group. */
    private boolean isStuck() {
        return inHand.stuck(options.concurrency(), clock().nanoTime(), longest());
    }

    private long longest() {
        return options.maxProcessing().toNanos();
    }

    private CloudClock clock() {
        return parts.context().clock();
    }

    private Executor executor() {
        return parts.context().executor();
    }
}
