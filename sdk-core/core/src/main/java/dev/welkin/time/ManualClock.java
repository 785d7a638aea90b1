package dev.welkin.time;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

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
        Task timed = new Task(Nanos.plus(nanos, Nanos.of(delay)), numbers++, task, new AtomicBoolean());
        tasks.add(timed);
        return () -> cancel(timed);
    }

    /**
     * Returns how many tasks wait for their time, for tests of what schedules them.
     *
     * @return the count, without cancelled ones
     */
    public synchronized int waiting() {
        return tasks.size();
    }

    /**
     * Moves time forward and runs what falls due, each task at its own time; those of one time in the order in which
     * they were scheduled. A task may schedule further ones, which run too if they fall due in the same span.
     *
     * @param span how far
     * @throws CloudException INVALID_ARGUMENT if it is negative: this clock never goes back
     */
    public void advance(Duration span) {
        if (span.isNegative()) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, "A manual clock cannot go back by " + span);
        }
        long target;
        synchronized (this) {
            target = Nanos.plus(nanos, Nanos.of(span));
        }
        for (Task due = next(target); due != null; due = next(target)) {
            if (due.taken().compareAndSet(false, true)) {
                SystemClock.runSafely(due.run());
            }
        }
    }

    private synchronized @Nullable Task next(long target) {
        Task head = tasks.peek();
        if (head == null || head.due() > target) {
            nanos = Math.max(nanos, target);
            return null;
        }
        nanos = Math.max(nanos, head.due());
        return tasks.poll();
    }

    private synchronized boolean cancel(Task task) {
        tasks.remove(task);
        return task.taken().compareAndSet(false, true);
    }

    private record Task(long due, long number, Runnable run, AtomicBoolean taken) {}
}
