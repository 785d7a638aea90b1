package dev.welkin.ai.predict;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the inputs that have no answer yet, and lets a close wait for them. */
final class InFlight {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private int count;
    private boolean closed;

    /** False if no more may come in. */
    boolean enter(int items) {
        lock.lock();
        try {
            count += closed ? 0 : items;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    void leave(int items) {
        lock.lock();
        try {
            count -= items;
            if (count == 0) {
                none.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    int count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Lets no more in; true for the first caller. */
    boolean close() {
        lock.lock();
        try {
            boolean first = !closed;
            closed = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is inside or the time is up; an interrupt ends the wait and stays set. */
    void awaitNone(Duration within) {
        lock.lock();
        try {
            long left = within.toNanos();
            while (count > 0 && left > 0) {
                left = none.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
