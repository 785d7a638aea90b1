package dev.welkin.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Time that moves only when told: {@link #advance} runs every task that falls due, in order, on the calling thread;
 * {@link #sleep} advances by the wait and returns at once, so that retries with back-off take no real time. Starts at
 * 2026-01-01T00:00:00Z. Safe for use by several threads.
 */
public final class ManualClock implements CloudClock {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::number));
    private long nanos;
    private long numbers;

    /** Makes a clock that stands at its start. */
    public ManualClock() {}

    @Override
    public synchronized Instant now() {
        return START.plusNanos(nanos);
    }

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public void sleep(Duration wait) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before a wait of " + wait);
        }
        advance(wait.isNegative() ? Duration.ZERO : wait);
    }

    @Override
    public synchronized Timer schedule(Duration delay, Runnable task) {
        Task timed = new Task(nanos + Math.max(0, delay.toNanos()), numbers++, task, new AtomicBoolean());
        tasks.add(timed);
        return () -> timed.taken().compareAndSet(false, true);
    }

    /**
     * Moves time forward and runs what falls due, each task at its own time.
     *
     * @param span how far; not negative
     */
    public void advance(Duration span) {
        long target;
        synchronized (this) {
            target = nanos + span.toNanos();
        }
        for (Task due = next(target); due != null; due = next(target)) {
            if (due.taken().compareAndSet(false, true)) {
                SystemClock.runSafely(due.run());
            }
        }
    }

    private synchronized @org.jspecify.annotations.Nullable Task next(long target) {
        Task head = tasks.peek();
        if (head == null || head.due() > target) {
            nanos = Math.max(nanos, target);
            return null;
        }
        nanos = Math.max(nanos, head.due());
        return tasks.poll();
    }

    private record Task(long due, long number, Runnable run, AtomicBoolean taken) {}
}
